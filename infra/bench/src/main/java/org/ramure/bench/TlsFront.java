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

/// TLS before a server: AWS is never spoken to without, and the first handshake of a process
/// is a large part of a cold start.
public final class TlsFront implements AutoCloseable {

  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String SUBJECT = "san=dns:localhost";

  private final ServerSocket server;
  private final URI target;

  private TlsFront(ServerSocket server, URI target) {
    this.server = server;
    this.target = target;
    Thread.ofVirtual().start(this::accept);
  }

  /// @param folder where keys are left: `key.p12`, and `trust.p12`, the JDK's certificates and
  ///     ours; fronts that share it share them
  public static TlsFront inFrontOf(URI target, Path folder)
      throws IOException, InterruptedException {
    if (Files.notExists(trust(folder))) {
      makeKeys(folder);
    }
    ServerSocket server =
        context(folder.resolve("key.p12"))
            .getServerSocketFactory()
            .createServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"));
    return new TlsFront(server, target);
  }

  /// What a client must trust, as a file for `javax.net.ssl.trustStore`.
  public static Path trust(Path folder) {
    return folder.resolve("trust.p12");
  }

  private static void makeKeys(Path folder) throws IOException, InterruptedException {
    String key = folder.resolve("key.p12").toString();
    String certificate = folder.resolve("bench.cer").toString();
    keytool("-genkeypair", key, "-keyalg", "RSA", "-dname", "CN=localhost", "-ext", SUBJECT);
    keytool("-exportcert", key, "-file", certificate);
    Path certificates = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
    Files.copy(certificates, trust(folder));
    keytool("-importcert", trust(folder).toString(), "-noprompt", "-file", certificate);
  }

  private static void keytool(String what, String store, String... arguments)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                what,
                "-alias",
                "bench",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                store));
    command.addAll(List.of(arguments));
    int exit = new ProcessBuilder(command).start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("%s ended with %d".formatted(command, exit));
    }
  }

  private static SSLContext context(Path keys) throws IOException {
    try {
      KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD);
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public URI endpoint() {
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
