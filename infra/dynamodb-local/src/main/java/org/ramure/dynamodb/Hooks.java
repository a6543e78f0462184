// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// What tests want done just before a call goes through, each exactly once.
final class Hooks {

  private record Hook(CallPattern pattern, AtomicInteger callsToGo, Consumer<Call> action) {}

  private final List<Hook> hooks = new CopyOnWriteArrayList<>();

  void add(CallPattern pattern, int nth, Consumer<Call> action) {
    hooks.add(new Hook(pattern, new AtomicInteger(nth), action));
  }

  void removeAll() {
    hooks.clear();
  }

  /// The action's own calls come through the proxy too and do not meet the same hook again.
  void run(Call call) {
    for (Hook hook : hooks) {
      if (hook.pattern.matches(call) && hook.callsToGo.decrementAndGet() == 0) {
        hooks.remove(hook);
        hook.action.accept(call);
      }
    }
  }
}
