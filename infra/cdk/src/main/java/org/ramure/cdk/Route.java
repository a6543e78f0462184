// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import java.util.List;
import software.amazon.awscdk.services.apigatewayv2.HttpMethod;

/// One operation of the API. Its name is the logical id: a path that changes gets a new name,
/// because the gateway refuses to rename a route that has its own limits.
///
/// @param operation what it does, in a word that never changes
/// @param method of HTTP
/// @param path with variables in braces
/// @param throttle of the gateway
record Route(String operation, HttpMethod method, String path, Throttle throttle) {

  /// The gateway's own name for it.
  String key() {
    return method + " " + path;
  }

  static List<Route> ofAdministration() {
    String programmes = "/v1/programmes";
    String programme = programmes + "/{programme}";
    String versions = programme + "/versions";
    String draft = programme + "/draft";
    String keys = "/v1/api-keys";
    return List.of(
        get("ListProgrammes", programmes, Throttle.PAGES),
        get("ReadProgramme", programme, Throttle.PAGES),
        get("ListVersions", versions, Throttle.PAGES),
        post("PublishVersion", versions, Throttle.PAGES),
        get("ReadVersion", versions + "/{version}", Throttle.PAGES),
        get("CompareVersions", programme + "/comparison", Throttle.PAGES),
        get("ReadDraft", draft, Throttle.PAGES),
        put("SaveDraft", draft, Throttle.PAGES),
        delete("DiscardDraft", draft, Throttle.PAGES),
        post("ValidateDocument", programme + "/validation", Throttle.PAGES),
        get("ListSources", "/v1/sources", Throttle.PAGES),
        get("ReadSource", "/v1/sources/{source}", Throttle.PAGES),
        put("PutSource", "/v1/sources/{source}", Throttle.PAGES),
        get("ListStores", "/v1/stores", Throttle.PAGES),
        get("ReadStore", "/v1/stores/{store}", Throttle.PAGES),
        put("PutStore", "/v1/stores/{store}", Throttle.PAGES),
        post("ImportStores", "/v1/stores/import", Throttle.PAGES),
        post("ImportZones", "/v1/zones/import", Throttle.PAGES),
        get("ListZones", "/v1/zones", Throttle.PAGES),
        get("ReadZone", "/v1/zones/{zone}", Throttle.PAGES),
        put("PutZone", "/v1/zones/{zone}", Throttle.PAGES),
        get("ListApiKeys", keys, Throttle.PAGES),
        post("CreateApiKey", keys, Throttle.PAGES),
        post("RotateApiKey", keys + "/{id}/rotation", Throttle.PAGES),
        post("RevokeApiKey", keys + "/{id}/revocation", Throttle.PAGES));
  }

  static List<Route> ofIngestion() {
    String source = "/v1/sources/{source}";
    String purchase = source + "/purchases/{documentId}";
    return List.of(
        post("ReceiveWebhook", source + "/webhooks", Throttle.MACHINES),
        put("PutPurchase", purchase, Throttle.MACHINES),
        put("PutRefund", purchase + "/refunds/{refundId}", Throttle.MACHINES),
        put("PutCancellation", purchase + "/cancellation", Throttle.MACHINES));
  }

  static List<Route> ofPreview() {
    return List.of(post("PreviewPurchase", "/v1/purchases/preview", Throttle.GUESSES));
  }

  static List<Route> ofRegistry() {
    String members = "/v1/members";
    String member = members + "/{member}";
    return List.of(
        post("EnrolMember", members, Throttle.GUESSES),
        post("SearchMembers", members + "/search", Throttle.TILLS),
        get("ReadMember", member, Throttle.PAGES),
        put("PutBirthday", member + "/birthday", Throttle.PAGES),
        get("ReadAccount", member + "/account", Throttle.PAGES),
        get("ListEntries", member + "/entries", Throttle.PAGES),
        get("ListVouchers", member + "/vouchers", Throttle.PAGES),
        post("IssueToken", member + "/tokens", Throttle.PAGES));
  }

  static List<Route> ofQuarantine() {
    String entries = "/v1/quarantine";
    String entry = entries + "/{id}";
    String replays = entries + "/replays";
    String letters = "/v1/dead-letters";
    return List.of(
        get("ListQuarantine", entries, Throttle.PAGES),
        get("ReadQuarantined", entry, Throttle.PAGES),
        post("ReplayQuarantined", entry + "/replay", Throttle.PAGES),
        post("DiscardQuarantined", entry + "/discard", Throttle.PAGES),
        post("ReplayMany", replays, Throttle.PAGES),
        get("ReadReplay", replays + "/{id}", Throttle.PAGES),
        get("ListDeadLetters", letters, Throttle.PAGES),
        post("ReplayDeadLetters", letters + "/{queue}/replay", Throttle.PAGES));
  }

  static List<Route> ofAdjustment() {
    String adjustments = "/v1/members/{member}/adjustments";
    return List.of(
        post("AdjustPoints", adjustments, Throttle.PAGES),
        get("ListAdjustments", adjustments, Throttle.PAGES),
        post("DecideAdjustment", adjustments + "/{id}/decision", Throttle.PAGES));
  }

  static List<Route> ofRedemption() {
    String reservations = "/v1/vouchers/reservations";
    String reservation = reservations + "/{id}";
    String redemptions = "/v1/vouchers/redemptions";
    return List.of(
        post("CheckVoucher", "/v1/vouchers/check", Throttle.GUESSES),
        post("ReserveVoucher", reservations, Throttle.TILLS),
        put("ChangeReservation", reservation, Throttle.TILLS),
        delete("ReleaseReservation", reservation, Throttle.TILLS),
        post("CommitReservation", reservation + "/commit", Throttle.TILLS),
        post("RedeemVoucher", redemptions, Throttle.TILLS),
        post("ReverseRedemption", redemptions + "/{id}/reversal", Throttle.TILLS));
  }

  static List<Route> ofWebhooks() {
    String subscriptions = "/v1/webhook-subscriptions";
    String subscription = subscriptions + "/{id}";
    String deliveries = subscription + "/deliveries";
    String replays = subscription + "/replays";
    return List.of(
        post("CreateSubscription", subscriptions, Throttle.PAGES),
        get("ListSubscriptions", subscriptions, Throttle.PAGES),
        get("ReadSubscription", subscription, Throttle.PAGES),
        put("ChangeSubscription", subscription, Throttle.PAGES),
        delete("DeleteSubscription", subscription, Throttle.PAGES),
        post("RotateSecret", subscription + "/secret-rotation", Throttle.PAGES),
        post("TestSubscription", subscription + "/test", Throttle.PAGES),
        get("ListDeliveries", deliveries, Throttle.PAGES),
        post("ReplayDelivery", deliveries + "/{delivery}/replay", Throttle.PAGES),
        post("ReplayDeliveries", replays, Throttle.PAGES),
        get("ReadDeliveryReplay", replays + "/{replay}", Throttle.PAGES));
  }

  private static Route get(String operation, String path, Throttle throttle) {
    return new Route(operation, HttpMethod.GET, path, throttle);
  }

  private static Route post(String operation, String path, Throttle throttle) {
    return new Route(operation, HttpMethod.POST, path, throttle);
  }

  private static Route put(String operation, String path, Throttle throttle) {
    return new Route(operation, HttpMethod.PUT, path, throttle);
  }

  private static Route delete(String operation, String path, Throttle throttle) {
    return new Route(operation, HttpMethod.DELETE, path, throttle);
  }
}
