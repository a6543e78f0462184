// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.caller;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ramure.lambda.caller.Caller.MemberCaller;
import org.ramure.lambda.key.KeyRing;
import org.ramure.member.MemberId;
import org.ramure.programme.ProgrammeId;

/// Short-lived proof that a shop has recognised a member. Plain fields and their HMAC, joined by
/// dots: {@code mt1.<key>.<programme>.<member>.<expiry, epoch seconds>.<HMAC>}. Nothing is kept:
/// whoever holds one may act for the member until it ends.
public final class MemberTokens {

  public static final Duration LIFE = Duration.ofMinutes(30);

  private static final String PREFIX = "mt1.";
  private static final String PURPOSE = "member-token";
  private static final Pattern FORM =
      Pattern.compile(
          "mt1\\.(?<key>[A-Za-z0-9])\\.(?<programme>[a-z0-9][a-z0-9-]{0,39})"
              + "\\.(?<member>[A-Za-z0-9_-]{1,64})\\.(?<expiry>[0-9]{1,12})"
              + "\\.(?<hmac>[A-Za-z0-9_-]{43})");

  private final KeyRing keys;

  public MemberTokens(KeyRing keys) {
    this.keys = keys;
  }

  public record Issued(String token, Instant expiresAt) {}

  public Issued issue(ProgrammeId programme, MemberId member, Instant now) {
    var expiresAt = Instant.ofEpochSecond(now.plus(LIFE).getEpochSecond());
    var key = keys.current();
    var expiry = String.valueOf(expiresAt.getEpochSecond());
    var hmac = hmac(key, programme.value(), member.value(), expiry);
    var token = PREFIX + String.join(".", key, programme.value(), member.value(), expiry, hmac);
    return new Issued(token, expiresAt);
  }

  static boolean looksLikeOne(String credentials) {
    return credentials.startsWith(PREFIX);
  }

  Optional<MemberCaller> verify(String token, Instant now) {
    var form = FORM.matcher(token);
    if (!form.matches() || !keys.has(form.group("key"))) {
      return Optional.empty();
    }
    var expected =
        hmac(
            form.group("key"), form.group("programme"), form.group("member"), form.group("expiry"));
    if (!MessageDigest.isEqual(ascii(expected), ascii(form.group("hmac")))
        || now.getEpochSecond() >= Long.parseLong(form.group("expiry"))) {
      return Optional.empty();
    }
    return Optional.of(
        new MemberCaller(
            new ProgrammeId(form.group("programme")), new MemberId(form.group("member"))));
  }

  private String hmac(String key, String programme, String member, String expiry) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(keys.hmac(key, PURPOSE, programme, member, expiry));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }
}
