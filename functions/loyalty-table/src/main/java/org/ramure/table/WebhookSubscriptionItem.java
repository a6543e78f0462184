// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.table;

import java.util.Map;
import org.ramure.programme.ProgrammeId;
import org.ramure.webhook.EventPattern;
import org.ramure.webhook.Secrets;
import org.ramure.webhook.Secrets.Retired;
import org.ramure.webhook.Secrets.Secret;
import org.ramure.webhook.Subscription;
import org.ramure.webhook.Subscription.Wanted;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A subscription as an item.
final class WebhookSubscriptionItem {

  static final String VERSION = "version";
  static final String WELL_AT = "wellAt";

  private static final String ACTIVE = "ACTIVE";
  private static final String PAUSED = "PAUSED";
  private static final String DISABLED = "DISABLED";

  private WebhookSubscriptionItem() {}

  static Map<String, AttributeValue> write(Subscription subscription) {
    var secrets = subscription.secrets();
    var item =
        Item.of(WebhookKeys.subscription(subscription.programme(), subscription.id()))
            .traced()
            .put("programme", subscription.programme().value())
            .put("id", subscription.id())
            .put("url", subscription.wanted().url())
            .putTexts(
                "types", subscription.wanted().types().stream().map(EventPattern::text).toList())
            .putText("description", subscription.wanted().description())
            .put("secret", secrets.current().sealed())
            .put("secretSince", secrets.current().since())
            .putItems(
                "secretsBefore",
                secrets.before().stream().map(WebhookSubscriptionItem::retired).toList())
            .put(WELL_AT, subscription.wellAt())
            .put("createdAt", subscription.createdAt())
            .put("createdBy", subscription.createdBy())
            .put("changedAt", subscription.changedAt())
            .put("changedBy", subscription.changedBy())
            .put(VERSION, subscription.version());
    return state(item, subscription.state()).attributes();
  }

  private static Item retired(Retired secret) {
    return Item.map()
        .put("secret", secret.sealed())
        .put("since", secret.since())
        .put("until", secret.until());
  }

  private static Item state(Item item, Subscription.State state) {
    return switch (state) {
      case Subscription.Active _ -> item.put("state", ACTIVE);
      case Subscription.Paused _ -> item.put("state", PAUSED);
      case Subscription.Disabled disabled ->
          item.put("state", DISABLED)
              .put("disabledAt", disabled.at())
              .put("disabledBecause", disabled.reason().name());
    };
  }

  static Subscription read(Map<String, AttributeValue> item) {
    var f = new Fields(item);
    return new Subscription(
        new ProgrammeId(f.text("programme")),
        f.text("id"),
        new Wanted(
            f.text("url"),
            f.texts("types").stream().map(EventPattern::new).toList(),
            f.optionalText("description")),
        secrets(f),
        state(f),
        f.instant(WELL_AT),
        f.instant("createdAt"),
        f.text("createdBy"),
        f.instant("changedAt"),
        f.text("changedBy"),
        f.number(VERSION));
  }

  private static Secrets secrets(Fields f) {
    return new Secrets(
        new Secret(f.text("secret"), f.instant("secretSince")),
        f.list(
            "secretsBefore",
            old -> new Retired(old.text("secret"), old.instant("since"), old.instant("until"))));
  }

  private static Subscription.State state(Fields f) {
    return switch (f.text("state")) {
      case ACTIVE -> new Subscription.Active();
      case PAUSED -> new Subscription.Paused();
      case DISABLED ->
          new Subscription.Disabled(
              f.instant("disabledAt"), Subscription.Reason.valueOf(f.text("disabledBecause")));
      case String other -> throw new IllegalStateException("a subscription that is " + other);
    };
  }
}
