// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// TLS before DynamoDB Local: AWS is never spoken to without, and the first handshake of a process
/// is a large part of a cold start.
final class TlsFront implements AutoCloseable {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private final ServerSocket server;
  private final URI target;

  private TlsFront(ServerSocket server, URI target) {
    this.server = server;
    this.target = target;
    Thread.ofVirtual().start(this::accept);
  }

  /// @param folder where keys are left: `key.p12`, and `trust.p12`, the JDK's certificates and ours
  static TlsFront inFrontOf(URI target, Path folder) throws Exception {
    keytool(
        "-genkeypair",
        "-alias",
        "bench",
        "-keyalg",
        "RSA",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost",
        "-keystore",
        folder.resolve("key.p12").toString());
    keytool(
        "-exportcert",
        "-alias",
        "bench",
        "-keystore",
        folder.resolve("key.p12").toString(),
        "-file",
        folder.resolve("bench.cer").toString());
    Path certificates = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
    Files.copy(certificates, folder.resolve("trust.p12"));
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        "bench",
        "-file",
        folder.resolve("bench.cer").toString(),
        "-keystore",
        folder.resolve("trust.p12").toString());
    ServerSocket server =
        context(folder.resolve("key.p12"))
            .getServerSocketFactory()
            .createServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"));
    return new TlsFront(server, target);
  }

  private static void keytool(String... arguments) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-storepass",
                "changeit"));
    command.addAll(List.of(arguments));
    int exit = new ProcessBuilder(command).start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("%s ended with %d".formatted(command, exit));
    }
  }

  private static SSLContext context(Path keys) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD);
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  URI endpoint() {
    return URI.create("https://localhost:" + server.getLocalPort());
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket upstream = new Socket(target.getHost(), target.getPort());
        client.setTcpNoDelay(true);
        upstream.setTcpNoDelay(true);
        Thread.ofPlatform().daemon().start(() -> copy(client, upstream));
        Thread.ofPlatform().daemon().start(() -> copy(upstream, client));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // One side is gone; the other is closed.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
