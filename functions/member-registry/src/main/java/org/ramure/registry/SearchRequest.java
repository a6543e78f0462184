// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.registry;

import com.fasterxml.jackson.databind.ObjectReader;
import java.util.Optional;
import org.ramure.lambda.Json;
import org.ramure.lambda.Limits;

/// @param identities of whom one is enough to be found
/// @param store the home of the telephone number
record SearchRequest(GivenIdentities identities, Optional<String> store) {

  static final ObjectReader READER = Json.reader(SearchRequest.class);

  SearchRequest {
    Limits.text("store", store, 64);
  }
}
