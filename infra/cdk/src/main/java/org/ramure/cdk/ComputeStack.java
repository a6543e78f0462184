// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import static org.ramure.cdk.Keyring.Purpose.CODE;
import static org.ramure.cdk.Keyring.Purpose.IDENTITY;
import static org.ramure.cdk.Keyring.Purpose.LOOKUP;
import static org.ramure.cdk.Keyring.Purpose.SEALING;
import static org.ramure.cdk.Keyring.Purpose.TOKEN;
import static org.ramure.cdk.TableAction.BATCH_GET_ITEM;
import static org.ramure.cdk.TableAction.BATCH_WRITE_ITEM;
import static org.ramure.cdk.TableAction.CONDITION_CHECK_ITEM;
import static org.ramure.cdk.TableAction.DELETE_ITEM;
import static org.ramure.cdk.TableAction.GET_ITEM;
import static org.ramure.cdk.TableAction.PUT_ITEM;
import static org.ramure.cdk.TableAction.QUERY;
import static org.ramure.cdk.TableAction.SCAN;
import static org.ramure.cdk.TableAction.UPDATE_ITEM;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ramure.cdk.LoyaltyDashboard.Counted;
import org.ramure.cdk.LoyaltySchedule.Night;
import org.ramure.table.TableShape;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SqsQueue;
import software.amazon.awscdk.services.sqs.IQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// Everything that can be deleted and deployed again: functions, queues, the API, the schedule, the
/// alarms. Each method below is one function and reads as its row in the catalogue: what it uses,
/// what feeds it.
///
/// No function has reserved concurrency: nothing here has a limit to protect, and reserving would
/// take from the tills. The replays are bounded at their queues.
final class ComputeStack extends Stack {

  private final Settings settings;
  private final DataStack data;
  private final QueueWithDeadLetters accrualQueue;
  private final QueueWithDeadLetters accrualTurns;
  private final QueueWithDeadLetters mintingQueue;
  private final QueueWithDeadLetters replayQueue;
  private final QueueWithDeadLetters webhookQueue;
  private final QueueWithDeadLetters auditQueue;
  private final QueueWithDeadLetters expiryQueue;
  private final QueueWithDeadLetters birthdayQueue;
  private final Queue sweepDeadLetters;
  private final Queue eventsDeadLetters;
  private final List<LoyaltyFunction> functions = new ArrayList<>();

  ComputeStack(Construct scope, String id, Settings settings, DataStack data) {
    super(scope, id, properties());
    this.settings = settings;
    this.data = data;
    accrualQueue =
        new QueueWithDeadLetters(this, "Accrual", "ACCRUAL_QUEUE_URL", Deployable.POINTS_ACCRUAL);
    accrualTurns =
        QueueWithDeadLetters.inTurn(
            this, "AccrualTurns", "ACCRUAL_TURNS_QUEUE_URL", Deployable.POINTS_ACCRUAL);
    mintingQueue =
        new QueueWithDeadLetters(this, "Minting", "MINTING_QUEUE_URL", Deployable.VOUCHER_MINTING);
    replayQueue =
        new QueueWithDeadLetters(this, "Replay", "REPLAY_QUEUE_URL", Deployable.QUARANTINE_REPLAY);
    webhookQueue =
        new QueueWithDeadLetters(this, "Webhook", "WEBHOOK_QUEUE_URL", Deployable.WEBHOOK_DELIVERY);
    auditQueue =
        new QueueWithDeadLetters(this, "Audit", "AUDIT_QUEUE_URL", Deployable.LEDGER_AUDIT);
    expiryQueue =
        new QueueWithDeadLetters(this, "DueAccounts", "EXPIRY_QUEUE_URL", Deployable.EXPIRY);
    birthdayQueue =
        new QueueWithDeadLetters(this, "Birthday", "BIRTHDAY_QUEUE_URL", Deployable.BIRTHDAY_GIFTS);
    sweepDeadLetters =
        deadLetters(
            "SweepDeadLetters",
            "It is a dead-letter queue itself: of the schedule and of the function it calls.");
    eventsDeadLetters =
        deadLetters(
            "EventsDeadLetters",
            "It is a dead-letter queue itself: of the function that publishes and of its streams.");
    EventBus bus = EventBus.Builder.create(this, "Events").build();
    LoyaltyFunction admin = programmeAdmin();
    LoyaltyFunction registry = memberRegistry();
    LoyaltyFunction ingestion = purchaseIngestion();
    LoyaltyFunction preview = purchasePreview();
    List<LoyaltyFunction> readers = List.of(pointsAccrual(), voucherMinting(), eventPublisher(bus));
    LoyaltyFunction adjustment = pointsAdjustment();
    LoyaltyFunction redemption = voucherRedemption();
    LoyaltyFunction replay = quarantineReplay();
    LoyaltyFunction webhooks = webhookSubscriptions();
    expiry();
    birthdayGifts();
    nightlySweep();
    webhookDelivery(bus);
    LoyaltyFunction audit = ledgerAudit();
    LoyaltyApi api =
        api(
            new LoyaltyApi.Served(admin, Route.ofAdministration()),
            new LoyaltyApi.Served(ingestion, Route.ofIngestion()),
            new LoyaltyApi.Served(preview, Route.ofPreview()),
            new LoyaltyApi.Served(registry, Route.ofRegistry()),
            new LoyaltyApi.Served(adjustment, Route.ofAdjustment()),
            new LoyaltyApi.Served(redemption, Route.ofRedemption()),
            new LoyaltyApi.Served(replay, Route.ofQuarantine()),
            new LoyaltyApi.Served(webhooks, Route.ofWebhooks()));
    watch(api, readers);
    output("ApiUrl", api.http().getApiEndpoint());
    output("EventBusName", bus.getEventBusName());
    output("ProgrammeAdminName", admin.function().getFunctionName());
    output("LedgerAuditName", audit.function().getFunctionName());
  }

  private static StackProps properties() {
    return StackProps.builder()
        .description("Ramure: functions, queues, API, schedule and alarms. Can be made again.")
        .build();
  }

  private LoyaltyFunction function(String id, Deployable deployable) {
    var function = new LoyaltyFunction(this, id, settings, deployable);
    functions.add(function);
    return function;
  }

  private LoyaltyTable table(TableShape shape) {
    return data.table(shape);
  }

  private LoyaltyFunction programmeAdmin() {
    return function("ProgrammeAdmin", Deployable.PROGRAMME_ADMIN)
        .uses(
            table(TableShape.PROGRAMMES),
            GET_ITEM,
            BATCH_GET_ITEM,
            QUERY,
            PUT_ITEM,
            BATCH_WRITE_ITEM,
            DELETE_ITEM,
            CONDITION_CHECK_ITEM)
        .notesKeyUses(table(TableShape.PROGRAMMES))
        .uses(data.keyring(SEALING));
  }

  private LoyaltyFunction memberRegistry() {
    return function("MemberRegistry", Deployable.MEMBER_REGISTRY)
        .uses(table(TableShape.PROGRAMMES), GET_ITEM, QUERY)
        .notesKeyUses(table(TableShape.PROGRAMMES))
        .uses(table(TableShape.MEMBERS), GET_ITEM, BATCH_GET_ITEM, PUT_ITEM, UPDATE_ITEM)
        .uses(table(TableShape.PURCHASES), QUERY, PUT_ITEM, DELETE_ITEM)
        .uses(table(TableShape.LEDGER), GET_ITEM, QUERY)
        .uses(table(TableShape.VOUCHERS), BATCH_GET_ITEM, UPDATE_ITEM)
        .uses(data.keyring(IDENTITY))
        .uses(data.keyring(TOKEN))
        .uses(data.keyring(CODE))
        .uses(data.keyring(LOOKUP))
        .sendsTo(accrualQueue);
  }

  private LoyaltyFunction purchaseIngestion() {
    return function("PurchaseIngestion", Deployable.PURCHASE_INGESTION)
        .uses(table(TableShape.PROGRAMMES), GET_ITEM, QUERY)
        .notesKeyUses(table(TableShape.PROGRAMMES))
        .uses(table(TableShape.PURCHASES), GET_ITEM, PUT_ITEM)
        .uses(table(TableShape.QUARANTINE), PUT_ITEM, CONDITION_CHECK_ITEM)
        .uses(data.keyring(SEALING))
        .uses(data.keyring(IDENTITY))
        .uses(data.keyring(LOOKUP))
        .putsInto(data.quarantine())
        .sendsTo(replayQueue);
  }

  /// Reads what a purchase, its vouchers and the minting after it would read, and can write
  /// nothing.
  private LoyaltyFunction purchasePreview() {
    return function("PurchasePreview", Deployable.PURCHASE_PREVIEW)
        .uses(table(TableShape.PROGRAMMES), GET_ITEM, QUERY)
        .notesKeyUses(table(TableShape.PROGRAMMES))
        .uses(table(TableShape.MEMBERS), GET_ITEM, BATCH_GET_ITEM)
        .uses(table(TableShape.LEDGER), GET_ITEM)
        .uses(table(TableShape.VOUCHERS), BATCH_GET_ITEM)
        .uses(data.keyring(IDENTITY))
        .uses(data.keyring(LOOKUP));
  }

  /// Four batches of a shard at once: purchases are independent of each other, the records of one
  /// stay in order, and two of the same member meet at the version of the account: the second waits
  /// its turn. Catching up after an outage is four times as fast, at no cost otherwise.
  private LoyaltyFunction pointsAccrual() {
    return function("PointsAccrual", Deployable.POINTS_ACCRUAL)
        .uses(table(TableShape.PROGRAMMES), GET_ITEM, QUERY)
        .uses(table(TableShape.MEMBERS), BATCH_GET_ITEM)
        .uses(
            table(TableShape.PURCHASES),
            GET_ITEM,
            QUERY,
            PUT_ITEM,
            UPDATE_ITEM,
            CONDITION_CHECK_ITEM)
        .uses(table(TableShape.LEDGER), GET_ITEM, PUT_ITEM, UPDATE_ITEM)
        .uses(table(TableShape.VOUCHERS), BATCH_GET_ITEM, QUERY, PUT_ITEM)
        .sendsTo(accrualQueue)
        .sendsTo(accrualTurns)
        .consumes(accrualQueue)
        .consumes("Turns", accrualTurns)
        .follows(
            table(TableShape.PURCHASES), StreamFilter.evidence(), 4, accrualQueue.deadLetters());
  }

  /// One batch of a shard at a time: few changes pass the filter, and parallel batches would only
  /// meet the accruals of the same accounts more often.
  private LoyaltyFunction voucherMinting() {
    return function("VoucherMinting", Deployable.VOUCHER_MINTING)
        .uses(table(TableShape.PROGRAMMES), GET_ITEM, QUERY)
        .uses(table(TableShape.LEDGER), GET_ITEM, PUT_ITEM, UPDATE_ITEM)
        .uses(table(TableShape.VOUCHERS), GET_ITEM, BATCH_GET_ITEM, PUT_ITEM)
        .uses(data.keyring(CODE))
        .uses(data.keyring(LOOKUP))
        .sendsTo(mintingQueue)
        .consumes(mintingQueue)
        .follows(
            table(TableShape.LEDGER),
            StreamFilter.mintableAccount(),
            1,
            mintingQueue.deadLetters());
  }

  private LoyaltyFunction pointsAdjustment() {
    return function("PointsAdjustment", Deployable.POINTS_ADJUSTMENT)
        .uses(table(TableShape.PROGRAMMES), GET_ITEM, QUERY)
        .notesKeyUses(table(TableShape.PROGRAMMES))
        .uses(table(TableShape.MEMBERS), GET_ITEM)
        .uses(table(TableShape.LEDGER), GET_ITEM, QUERY, PUT_ITEM, UPDATE_ITEM);
  }

  private LoyaltyFunction voucherRedemption() {
    return function("VoucherRedemption", Deployable.VOUCHER_REDEMPTION)
        .uses(table(TableShape.PROGRAMMES), GET_ITEM, QUERY)
        .notesKeyUses(table(TableShape.PROGRAMMES))
        .uses(table(TableShape.VOUCHERS), GET_ITEM, QUERY, PUT_ITEM, UPDATE_ITEM)
        .uses(table(TableShape.LEDGER), GET_ITEM, PUT_ITEM, UPDATE_ITEM)
        .uses(data.keyring(LOOKUP));
  }

  /// The mapping of purchase-ingestion with rights of its own: it reads bodies and sends dead
  /// letters back, which no function that the outside may reach without a key can do.
  private LoyaltyFunction quarantineReplay() {
    return function("QuarantineReplay", Deployable.QUARANTINE_REPLAY)
        .uses(table(TableShape.PROGRAMMES), GET_ITEM, QUERY)
        .notesKeyUses(table(TableShape.PROGRAMMES))
        .uses(table(TableShape.PURCHASES), GET_ITEM, PUT_ITEM)
        .uses(
            table(TableShape.QUARANTINE),
            GET_ITEM,
            QUERY,
            PUT_ITEM,
            UPDATE_ITEM,
            CONDITION_CHECK_ITEM)
        .uses(data.keyring(IDENTITY))
        .uses(data.keyring(LOOKUP))
        .getsFrom(data.quarantine())
        .sendsBack(accrualQueue)
        .sendsBack(accrualTurns, accrualQueue)
        .sendsBack(mintingQueue)
        .sendsBack(replayQueue)
        .sendsBack(webhookQueue)
        .sendsBack(expiryQueue)
        .sendsBack(birthdayQueue)
        .consumes(replayQueue);
  }

  /// Four shards of a list at once: a programme's night is spread over minutes, and leaves the
  /// account's concurrency to the tills.
  private void expiry() {
    var expiry =
        function("Expiry", Deployable.EXPIRY)
            .uses(table(TableShape.PROGRAMMES), GET_ITEM, QUERY)
            .notesBegunDays(table(TableShape.PROGRAMMES))
            .uses(table(TableShape.LEDGER), GET_ITEM, PUT_ITEM, UPDATE_ITEM)
            .queries(table(TableShape.LEDGER), TableShape.DUE)
            .uses(table(TableShape.VOUCHERS), BATCH_GET_ITEM, PUT_ITEM)
            .sendsTo(expiryQueue)
            .consumesOneByOne(expiryQueue)
            .failsInto(expiryQueue.deadLetters());
    LoyaltySchedule.everyHour(
        this, "ExpiryDays", expiry, "Ramure: what time alone does to accounts");
  }

  /// One message of a programme at a time, and each holds the next one back for a minute: so a rate
  /// is kept.
  private void birthdayGifts() {
    var gifts =
        function("BirthdayGifts", Deployable.BIRTHDAY_GIFTS)
            .uses(table(TableShape.PROGRAMMES), GET_ITEM, QUERY)
            .notesBegunDays(table(TableShape.PROGRAMMES))
            .uses(table(TableShape.MEMBERS), GET_ITEM, UPDATE_ITEM)
            .queries(table(TableShape.MEMBERS), TableShape.BIRTHDAY)
            .uses(table(TableShape.LEDGER), GET_ITEM, PUT_ITEM, UPDATE_ITEM)
            .uses(table(TableShape.VOUCHERS), GET_ITEM, PUT_ITEM)
            .uses(data.keyring(CODE))
            .uses(data.keyring(LOOKUP))
            .sendsTo(birthdayQueue)
            .consumesOneByOne(birthdayQueue)
            .failsInto(birthdayQueue.deadLetters());
    LoyaltySchedule.everyHour(this, "BirthdayDays", gifts, "Ramure: gifts for birthdays");
  }

  private void nightlySweep() {
    var sweep =
        function("NightlySweep", Deployable.NIGHTLY_SWEEP)
            .uses(table(TableShape.PROGRAMMES), GET_ITEM, QUERY, PUT_ITEM)
            .uses(table(TableShape.PURCHASES), QUERY, PUT_ITEM, DELETE_ITEM)
            .queries(table(TableShape.PURCHASES), TableShape.CHANGED)
            .uses(table(TableShape.MEMBERS), GET_ITEM, UPDATE_ITEM)
            .queries(table(TableShape.MEMBERS), TableShape.CLAIMS)
            .sendsTo(accrualQueue)
            .failsInto(sweepDeadLetters);
    LoyaltySchedule.nightly(this, "Nightly", Night.SWEEP, sweep, settings.zone(), sweepDeadLetters);
  }

  /// Reads everything but people, and can write nothing: an audit that could mend what it finds
  /// could also hide it.
  private LoyaltyFunction ledgerAudit() {
    var audit =
        function("LedgerAudit", Deployable.LEDGER_AUDIT)
            .uses(table(TableShape.PROGRAMMES), GET_ITEM, QUERY)
            .uses(table(TableShape.LEDGER), SCAN, QUERY, GET_ITEM)
            .uses(table(TableShape.PURCHASES), SCAN, QUERY, BATCH_GET_ITEM)
            .uses(table(TableShape.VOUCHERS), SCAN, QUERY, BATCH_GET_ITEM)
            .uses(table(TableShape.QUARANTINE), GET_ITEM)
            .lists(data.quarantine())
            .sendsTo(auditQueue)
            .consumesOneByOne(auditQueue)
            .failsInto(auditQueue.deadLetters());
    LoyaltySchedule.nightly(
        this, "NightlyAudit", Night.AUDIT, audit, settings.zone(), auditQueue.deadLetters());
    return audit;
  }

  /// One batch of a shard at a time: events of one item keep their order either way, and a batch is
  /// mostly waiting for the bus. It reads no table: what is told is in the change.
  private LoyaltyFunction eventPublisher(EventBus bus) {
    return function("EventPublisher", Deployable.EVENT_PUBLISHER)
        .publishesTo(bus)
        .notesIn("EVENTS_DEAD_LETTERS_URL", eventsDeadLetters)
        .follows(
            "MemberChanges",
            table(TableShape.MEMBERS),
            StreamFilter.newMember(),
            1,
            eventsDeadLetters)
        .follows(
            "PurchaseChanges",
            table(TableShape.PURCHASES),
            StreamFilter.evidence(),
            1,
            eventsDeadLetters)
        .follows(
            "LedgerChanges",
            table(TableShape.LEDGER),
            StreamFilter.accountsAndEntries(),
            1,
            eventsDeadLetters)
        .follows(
            "VoucherChanges",
            table(TableShape.VOUCHERS),
            StreamFilter.vouchersAndConflicts(),
            1,
            eventsDeadLetters);
  }

  /// Sends nothing itself: what can be called from outside cannot be made to call others.
  private LoyaltyFunction webhookSubscriptions() {
    return function("WebhookSubscriptions", Deployable.WEBHOOK_SUBSCRIPTIONS)
        .uses(table(TableShape.PROGRAMMES), GET_ITEM)
        .notesKeyUses(table(TableShape.PROGRAMMES))
        .uses(table(TableShape.WEBHOOKS), GET_ITEM, QUERY, PUT_ITEM, UPDATE_ITEM, DELETE_ITEM)
        .uses(data.keyring(SEALING))
        .sendsTo(webhookQueue);
  }

  /// Hears of every event, and of every minute. What EventBridge cannot put into the queue goes to
  /// its dead letters in the same form, so that moving it back is the replay.
  private void webhookDelivery(EventBus bus) {
    var delivery =
        function("WebhookDelivery", Deployable.WEBHOOK_DELIVERY)
            .uses(table(TableShape.PROGRAMMES), QUERY)
            .uses(
                table(TableShape.WEBHOOKS), GET_ITEM, BATCH_GET_ITEM, QUERY, PUT_ITEM, UPDATE_ITEM)
            .queries(table(TableShape.WEBHOOKS), TableShape.DUE)
            .uses(data.keyring(SEALING))
            .sendsTo(webhookQueue)
            .consumes(webhookQueue);
    Rule.Builder.create(this, "WebhookEvents")
        .description("Ramure: every event, for those who subscribed by webhook")
        .eventBus(bus)
        .eventPattern(EventPattern.builder().source(List.of("org.ramure")).build())
        .targets(
            List.of(
                SqsQueue.Builder.create(webhookQueue.queue())
                    .deadLetterQueue(webhookQueue.deadLetters())
                    .build()))
        .build();
    LoyaltySchedule.everyMinute(this, "WebhooksDue", delivery, "Ramure: webhooks that are due");
  }

  private Queue deadLetters(String id, String reason) {
    Queue queue = DeadLetters.in(this, id);
    Reasons.accept(queue, "AwsSolutions-SQS3", reason);
    return queue;
  }

  private LoyaltyApi api(LoyaltyApi.Served... served) {
    return new LoyaltyApi(this, "Api", List.of(served));
  }

  private void watch(LoyaltyApi api, List<LoyaltyFunction> readers) {
    var alarms = new LoyaltyAlarms(this, "Alarms");
    functions.forEach(alarms::onErrors);
    alarms.onThrottles();
    readers.forEach(alarms::onLateness);
    alarms.onFaults("Api", api.http());
    alarms.onDeadLetters("Accrual", accrualQueue.deadLetters());
    alarms.onDeadLetters("AccrualTurns", accrualTurns.deadLetters());
    alarms.onDeadLetters("Minting", mintingQueue.deadLetters());
    alarms.onDeadLetters("Replay", replayQueue.deadLetters());
    alarms.onDeadLetters("Webhook", webhookQueue.deadLetters());
    alarms.onDeadLetters("Audit", auditQueue.deadLetters());
    alarms.onDeadLetters("Expiry", expiryQueue.deadLetters());
    alarms.onDeadLetters("Birthday", birthdayQueue.deadLetters());
    alarms.onDeadLetters("Sweep", sweepDeadLetters);
    alarms.onDeadLetters("Events", eventsDeadLetters);
    alarms.onWaiting("Accrual", accrualQueue.queue());
    alarms.onWaiting("AccrualTurns", accrualTurns.queue());
    alarms.onWaiting("Minting", mintingQueue.queue());
    alarms.onWaiting("Replay", replayQueue.queue());
    alarms.onWaiting("Webhook", webhookQueue.queue());
    alarms.onWaiting("Audit", auditQueue.queue());
    alarms.onWaiting("Expiry", expiryQueue.queue());
    alarms.onWaiting("Birthday", birthdayQueue.queue());
    alarms.onQuarantine();
    alarms.onGuessedCodes("VoucherRedemption", Deployable.VOUCHER_REDEMPTION);
    alarms.onGuessedCodes("PurchasePreview", Deployable.PURCHASE_PREVIEW);
    alarms.onVoucherConflicts();
    alarms.onWebhooksGivenUp();
    alarms.onDifferences(Deployable.LEDGER_AUDIT);
    alarms.onConflicts(table(TableShape.LEDGER));
    alarms.onSpending();
    output("AlarmTopicArn", alarms.topic().getTopicArn());
    show(api);
  }

  private void show(LoyaltyApi api) {
    Map<String, IQueue> queues = new LinkedHashMap<>();
    queues.put("accrual", accrualQueue.queue());
    queues.put("accrual, dead", accrualQueue.deadLetters());
    queues.put("accrual turns", accrualTurns.queue());
    queues.put("accrual turns, dead", accrualTurns.deadLetters());
    queues.put("minting", mintingQueue.queue());
    queues.put("minting, dead", mintingQueue.deadLetters());
    queues.put("replay", replayQueue.queue());
    queues.put("replay, dead", replayQueue.deadLetters());
    queues.put("webhook", webhookQueue.queue());
    queues.put("webhook, dead", webhookQueue.deadLetters());
    queues.put("audit", auditQueue.queue());
    queues.put("audit, dead", auditQueue.deadLetters());
    queues.put("expiry", expiryQueue.queue());
    queues.put("expiry, dead", expiryQueue.deadLetters());
    queues.put("birthday", birthdayQueue.queue());
    queues.put("birthday, dead", birthdayQueue.deadLetters());
    queues.put("sweep, dead", sweepDeadLetters);
    queues.put("events, dead", eventsDeadLetters);
    var dashboard = new LoyaltyDashboard(this, "Dashboard");
    dashboard.showApi(api.http());
    dashboard.showFunctions(functions);
    dashboard.showQueues(queues);
    dashboard.showTables(TableShape.all().stream().map(this::table).toList());
    dashboard.showCounted(counted());
  }

  private static List<Counted> counted() {
    return List.of(
        new Counted("MembersEnrolled", Deployable.MEMBER_REGISTRY),
        new Counted("MessagesQuarantined", Deployable.PURCHASE_INGESTION),
        new Counted("UnknownVoucherCodes", Deployable.VOUCHER_REDEMPTION),
        new Counted("UnknownVoucherCodes", Deployable.PURCHASE_PREVIEW),
        new Counted("VoucherConflicts", Deployable.EVENT_PUBLISHER),
        new Counted("WebhookSubscriptionsDisabled", Deployable.WEBHOOK_DELIVERY),
        new Counted("AccountsDue", Deployable.EXPIRY),
        new Counted("BirthdayGiftsGiven", Deployable.BIRTHDAY_GIFTS),
        new Counted("BirthdaysMissed", Deployable.BIRTHDAY_GIFTS),
        new Counted("PurchasesLeftBehind", Deployable.NIGHTLY_SWEEP),
        new Counted("RefundsWithoutSale", Deployable.NIGHTLY_SWEEP),
        new Counted("AuditDifferences", Deployable.LEDGER_AUDIT),
        new Counted("AuditedItems", Deployable.LEDGER_AUDIT),
        new Counted("AuditedInMotion", Deployable.LEDGER_AUDIT));
  }

  private void output(String id, String value) {
    CfnOutput.Builder.create(this, id).value(value).build();
  }
}
