// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.emulators;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/// A certificate for this machine that signs itself, in the forms that everybody here reads.
///
/// @param chain for Python and Node.js
/// @param key for Python
/// @param trusted for Java
record Certificate(Path chain, Path key, Path trusted) {
  private static final String PASSWORD = "emulator";
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  static Certificate make(Path folder) throws IOException, InterruptedException {
    Path store = folder.resolve("key.p12");
    Command.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD,
            "-alias",
            "emulator",
            "-keyalg",
            "RSA",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost,dns:*.execute-api.localhost,ip:127.0.0.1")
        .require("keytool cannot make a certificate");
    try {
      var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
      var key = keys.getKey("emulator", PASSWORD.toCharArray());
      var certificate = keys.getCertificate("emulator");
      var trust = KeyStore.getInstance("PKCS12");
      trust.load(null, null);
      trust.setCertificateEntry("emulator", certificate);
      var made =
          new Certificate(
              pem(folder.resolve("certificate.pem"), "CERTIFICATE", certificate.getEncoded()),
              pem(folder.resolve("key.pem"), "PRIVATE KEY", key.getEncoded()),
              folder.resolve("trusted.p12"));
      try (OutputStream file = Files.newOutputStream(made.trusted)) {
        trust.store(file, PASSWORD.toCharArray());
      }
      return made;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path pem(Path file, String what, byte[] content) throws IOException {
    return Files.writeString(
        file,
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(what, LINES.encodeToString(content), what));
  }

  /// Flags for another JVM.
  String trustedByJava() {
    return "-Djavax.net.ssl.trustStore=\"%s\" -Djavax.net.ssl.trustStorePassword=\"%s\""
        .formatted(trusted, PASSWORD);
  }

  /// Only if nobody has connected to anything before.
  void trustHere() {
    System.setProperty("javax.net.ssl.trustStore", trusted.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
  }
}
