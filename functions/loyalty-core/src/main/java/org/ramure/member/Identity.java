// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.member;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What recognises a member, in its one normal form. Each factory answers empty where the raw value
/// cannot be one: a wrong key is worse than none. Telephone numbers are made by the edge: whether
/// one exists is a matter of tables, not of form.
public sealed interface Identity {

  IdentityKey.Kind kind();

  String value();

  /// Trimmed, NFC, lower case. No tricks with dots or plus signs: those are different people until
  /// shown otherwise.
  static Optional<Identity> email(String raw) {
    var normal = Normalizer.normalize(raw.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    return Optional.of(normal).filter(Email::isOne).map(Email::new);
  }

  /// Letters and digits, upper-cased; spaces, dots and dashes are only there to be read.
  static Optional<Identity> card(String raw) {
    var normal = raw.replaceAll("[\\s\\u00A0.-]", "").toUpperCase(Locale.ROOT);
    return Optional.of(normal).filter(v -> v.matches("[A-Z0-9]{4,40}")).map(Card::new);
  }

  /// A shop's own id of its customer, which means nothing outside that source.
  static Optional<Identity> shopCustomer(String source, String raw) {
    var normal = raw.strip();
    return normal.isEmpty() || normal.length() > ShopCustomer.LONGEST
        ? Optional.empty()
        : Optional.of(new ShopCustomer(source, normal));
  }

  record Email(String value) implements Identity {
    static final int LONGEST = 254;
    private static final Pattern FORM =
        Pattern.compile("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}.]+(\\.[^@\\s\\p{Cntrl}.]+)+");

    static boolean isOne(String normal) {
      return normal.length() <= LONGEST && FORM.matcher(normal).matches();
    }

    @Override
    public IdentityKey.Kind kind() {
      return IdentityKey.Kind.EMAIL;
    }
  }

  /// @param value in E.164
  record Phone(String value) implements Identity {
    @Override
    public IdentityKey.Kind kind() {
      return IdentityKey.Kind.PHONE;
    }
  }

  record Card(String value) implements Identity {
    @Override
    public IdentityKey.Kind kind() {
      return IdentityKey.Kind.CARD;
    }
  }

  record ShopCustomer(String source, String value) implements Identity {
    static final int LONGEST = 128;

    @Override
    public IdentityKey.Kind kind() {
      return IdentityKey.Kind.SHOP_CUSTOMER;
    }
  }
}
