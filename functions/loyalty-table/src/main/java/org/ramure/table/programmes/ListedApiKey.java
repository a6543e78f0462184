// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table.programmes;

import java.time.Instant;
import java.util.Optional;

/// What stays on the list of a programme's keys, also of those revoked.
public record ListedApiKey(ApiKey key, Optional<Instant> revokedAt) {}
