// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.security;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ramure.security.Sbom.Library;

/// Asks the database of open source vulnerabilities ([OSV](https://osv.dev)) about every library
/// that deploys. It hears their names and versions, which are public, and nothing else.
///
/// Where it could not be asked the answer is not "none": the program ends with 2, and with 1 where
/// something is known.
///
/// @param address of the database
record Advisories(URI address) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// Says in one sentence why nothing can be said.
  static final class CannotAsk extends Exception {
    private static final long serialVersionUID = 1;

    CannotAsk(String why) {
      super(why);
    }
  }

  public static void main(String[] args) throws Exception {
    System.exit(run(Path.of(args[0]), URI.create(args[1])));
  }

  /// @return with what the program ends
  static int run(Path functions, URI address) throws IOException, InterruptedException {
    var libraries = Sbom.ofOthers(Sbom.all(functions));
    try {
      var known = new Advisories(address).about(libraries);
      known.forEach((library, ids) -> System.out.println(library + ": " + String.join(", ", ids)));
      System.out.printf("%d libraries asked about at %s%n", libraries.size(), address);
      System.out.printf(
          "advisories: %d passed, %d failed%n", libraries.size() - known.size(), known.size());
      return known.isEmpty() ? 0 : 1;
    } catch (CannotAsk why) {
      System.err.println("Nothing is known about what deploys: " + why.getMessage() + ".");
      return 2;
    }
  }

  /// @return ids of what is known, by the library it is known of
  Map<String, List<String>> about(List<Library> libraries) throws CannotAsk, InterruptedException {
    if (libraries.isEmpty()) {
      throw new CannotAsk("there is no SBOM; ./mvnw package writes them");
    }
    var purls = libraries.stream().map(Advisories::purl).toList();
    var results = asked(purls);
    if (results.size() != purls.size()) {
      throw new CannotAsk(
          "%s answered about %d of %d libraries".formatted(address, results.size(), purls.size()));
    }
    var known = new TreeMap<String, List<String>>();
    for (int i = 0; i < purls.size(); i++) {
      var ids = results.get(i).path("vulns").valueStream().map(v -> v.path("id").asText()).toList();
      if (!ids.isEmpty()) {
        known.put(purls.get(i), ids);
      }
    }
    return known;
  }

  /// Without qualifiers, which the database does not know.
  private static String purl(Library library) {
    return library.purl().replaceFirst("\\?.*", "");
  }

  private JsonNode asked(List<String> purls) throws CannotAsk, InterruptedException {
    var queries = purls.stream().map(purl -> Map.of("package", Map.of("purl", purl))).toList();
    try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      var request =
          HttpRequest.newBuilder(address.resolve("/v1/querybatch"))
              .timeout(PATIENCE)
              .header("content-type", "application/json")
              .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(Map.of("queries", queries))))
              .build();
      var answer = client.send(request, BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new CannotAsk("%s answered %d".formatted(address, answer.statusCode()));
      }
      return JSON.readTree(answer.body()).path("results");
    } catch (IOException e) {
      throw new CannotAsk("%s cannot be reached or understood (%s)".formatted(address, e));
    }
  }
}
