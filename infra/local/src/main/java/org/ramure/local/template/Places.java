// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.template;

/// Where the resolved resources are said to live.
///
/// @param region for stacks whose environment leaves it open
/// @param api base address of the HTTP API
/// @param queues base address of the queue service
public record Places(String region, String account, String api, String queues) {
  public static final String ACCOUNT = "000000000000";
}
