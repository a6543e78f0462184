// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.ramure.local.Shared;

/// The real stack, started once. After each test nothing is disturbed any more; after each class
/// the logs are read: whatever happened in its tests, nobody can be recognised in them.
final class SharedRealStack extends Shared<RealStack>
    implements AfterEachCallback, AfterAllCallback {

  SharedRealStack() {
    super(RealStack.class, RealStack::start);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    shared(context).stack.proxy().calm();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    shared(context).requireDiscreetLogs();
  }
}
