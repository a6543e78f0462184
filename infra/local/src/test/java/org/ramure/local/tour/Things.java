// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.local.tour;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.ramure.local.tour.PublishedApi.Operation;

/// What a call is about: things of one programme, or made-up ones that look alike.
///
/// @param name for people
/// @param programme whose they are
/// @param facts by what they are: {@code source}, {@code webhooks} (a source that sends them),
///     {@code store}, {@code zone}, {@code member}, {@code email}, {@code code}, {@code use},
///     {@code adjustment}, {@code quarantined}, {@code replay}, {@code apiKey}, {@code programme},
///     {@code subscription}, {@code oldSubscription} (for whoever deletes one), {@code delivery},
///     {@code deliveryReplay}
record Things(String name, String programme, boolean exist, Map<String, String> facts) {
  Things {
    facts = Map.copyOf(facts);
  }

  String fact(String name) {
    var fact = facts.get(name);
    if (fact == null) {
      throw new AssertionError("the matrix has no " + name + " to try with");
    }
    return fact;
  }

  /// The same things as somebody names them who is of another place.
  Things seenFrom(String source, String store) {
    var seen = new java.util.HashMap<>(facts);
    seen.putAll(Map.of("source", source, "store", store));
    return new Things(name, programme, exist, seen);
  }

  /// The source or store that a call names about them; empty where only an id could tell.
  Optional<String> named(String kind, Operation operation, String where) {
    return where.equals("path.id") && !exist
        ? Optional.empty()
        : Optional.of(placeFact(kind, operation));
  }

  private String placeFact(String kind, Operation operation) {
    boolean ofWebhooks = operation.template().startsWith("/v1/quarantine");
    return fact(kind.equals("source") && ofWebhooks ? "webhooks" : kind);
  }

  /// A path of the operation that names them; ids of sales are always new.
  String path(Operation operation) {
    var path = operation.template();
    for (var parameter : operation.parameters()) {
      path = path.replace("{" + parameter + "}", parameter(parameter, operation));
    }
    var query = where(operation, "query.source").map(source -> "?source=" + source).orElse("");
    return path + query;
  }

  private String parameter(String parameter, Operation operation) {
    return switch (parameter) {
      case "programme", "source", "store", "zone", "member" -> fact(parameter);
      case "version" -> "1";
      case "documentId", "refundId" -> String.valueOf(Brand.number());
      case "queue" -> "accrual";
      case "id" -> fact(idOf(operation));
      case "delivery" -> fact("delivery");
      case "replay" -> fact("deliveryReplay");
      default -> throw new AssertionError("what is {" + parameter + "} of " + operation + "?");
    };
  }

  private static String idOf(Operation operation) {
    var template = operation.template();
    if (template.startsWith("/v1/webhook-subscriptions/")) {
      return operation.method().equals("DELETE") ? "oldSubscription" : "subscription";
    }
    if (template.startsWith("/v1/vouchers/")) {
      return "use";
    }
    if (template.contains("/adjustments/")) {
      return "adjustment";
    }
    if (template.startsWith("/v1/quarantine/replays/")) {
      return "replay";
    }
    if (template.startsWith("/v1/quarantine/")) {
      return "quarantined";
    }
    if (template.startsWith("/v1/api-keys/")) {
      return "apiKey";
    }
    throw new AssertionError("what is {id} of " + template + "?");
  }

  private Optional<String> where(Operation operation, String where) {
    return operation.allowed().stream()
        .flatMap(allowed -> allowed.bound().entrySet().stream())
        .filter(bound -> bound.getValue().equals(where))
        .map(bound -> placeFact(bound.getKey(), operation))
        .findFirst();
  }

  /// The contract's own sample, about them: in the fields that may name a place, somebody or a
  /// code.
  String body(Operation operation) {
    return operation
        .sample()
        .map(sample -> sample.isTextual() ? sample.asText() : body(sample.deepCopy(), operation))
        .orElse("");
  }

  private String body(ObjectNode body, Operation operation) {
    if (body.has("identities")) {
      body.putObject("identities").put("email", fact("email"));
    }
    if (body.has("customer")) {
      body.putObject("customer").put("email", fact("email"));
    }
    if (body.has("code")) {
      body.put("code", fact("code"));
    }
    if (body.has("documentId")) {
      body.put("documentId", "D-" + Brand.number());
    }
    if (body.path("basket").has("id")) {
      body.withObject("/basket").put("id", "B-" + Brand.number());
    }
    operation.allowed().ifPresent(allowed -> putPlaces(body, allowed.bound(), operation));
    return body.toString();
  }

  private void putPlaces(ObjectNode body, Map<String, String> bound, Operation operation) {
    bound.forEach(
        (kind, where) -> {
          if (where.startsWith("body.")) {
            var pointer = "/" + where.substring("body.".length()).replace('.', '/');
            int last = pointer.lastIndexOf('/');
            var parent = last == 0 ? body : body.withObject(pointer.substring(0, last));
            parent.put(pointer.substring(last + 1), placeFact(kind, operation));
            if (pointer.contains("shopCustomer")) {
              parent.put("id", "C-" + Brand.number());
            }
          }
        });
  }

  @Override
  public String toString() {
    return name;
  }
}
