// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import com.amazonaws.services.dynamodbv2.local.shared.access.sqlite.SQLiteLibraryLoader;
import com.amazonaws.services.dynamodbv2.model.ListTablesRequest;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/// The main class of the child process. DynamoDB Local's own `ServerRunner` listens on every
/// interface and sends telemetry; its request handler, in a Jetty of ours, does neither. The
/// process ends when its standard input does, that is with its parent, however that died.
final class Launcher {

  /// Kept here, because a logger that nobody holds forgets its level. The second one tells every
  /// reader of a stream that JAXB is missing.
  private static final List<Logger> QUIET =
      List.of(Logger.getLogger("com.almworks.sqlite4java"), Logger.getLogger("com.amazonaws"));

  private static final boolean ONE_DATABASE_FOR_ALL_CREDENTIALS = true;
  private static final boolean TABLES_ARE_ACTIVE_AT_ONCE = false;

  private Launcher() {}

  /// @param arguments the folder of the database, or nothing for one in memory
  static void main(String[] arguments) throws Exception {
    PrintStream parent = System.out;
    System.setOut(System.err);
    QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
    loadNativeLibrary();
    parent.println(listen(arguments.length == 0 ? null : arguments[0]));
    awaitEnd(System.in);
    Runtime.getRuntime().halt(0);
  }

  /// Otherwise a copy of the library stays behind in the temporary folder after each hard end.
  private static void loadNativeLibrary() throws Exception {
    Path folder = Files.createTempDirectory("dynamodb-local");
    System.setProperty("org.sqlite.tmpdir", folder.toString());
    SQLiteLibraryLoader.initialize();
    try (Stream<Path> files = Files.list(folder)) {
      Stream.concat(files, Stream.of(folder)).map(Path::toFile).forEach(File::delete);
    }
  }

  private static int listen(@Nullable String folder) throws Exception {
    var requests =
        new LocalDynamoDBRequestHandler(
            0, folder == null, folder, ONE_DATABASE_FOR_ALL_CREDENTIALS, TABLES_ARE_ACTIVE_AT_ONCE);
    requests.listTables("launcher", "local", new ListTablesRequest());
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setIdleTimeout(0);
    var server = new Server();
    var connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setIdleTimeout(0);
    server.addConnector(connector);
    server.setHandler(new LocalDynamoDBServerHandler(requests, "*"));
    server.start();
    return connector.getLocalPort();
  }

  private static void awaitEnd(InputStream input) throws IOException {
    input.transferTo(PrintStream.nullOutputStream());
  }
}
