// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ramure.dynamodb.TestTable.item;
import static org.ramure.dynamodb.TestTable.key;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbExtension.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class DynamoDbLocalTest {

  @Test
  void neither_it_nor_the_proxy_can_be_reached_from_another_machine(
      DynamoDbLocal local, DynamoDbProxy proxy) throws IOException {
    for (InetAddress address : addressesOfThisMachine()) {
      assertRefused(address, local.endpoint());
      assertRefused(address, proxy.endpoint());
    }
  }

  private static List<InetAddress> addressesOfThisMachine() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress())
        .toList();
  }

  private static void assertRefused(InetAddress address, URI endpoint) throws IOException {
    try (var socket = new Socket()) {
      var there = new InetSocketAddress(address, endpoint.getPort());
      assertThatThrownBy(() -> socket.connect(there, 1000)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void the_child_ends_when_it_is_closed() {
    DynamoDbLocal local = DynamoDbLocal.inMemory();

    local.close();

    assertThat(local.process().isAlive()).isFalse();
  }

  @Test
  void the_child_ends_when_its_parent_is_killed(@TempDir Path folder) throws Exception {
    try (var parent = Parent.start(folder)) {
      ProcessHandle child = parent.child();
      assertThat(child.isAlive()).isTrue();

      parent.kill();

      child.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void tables_items_and_streams_survive_the_death_of_parent_and_child(@TempDir Path folder)
      throws Exception {
    try (var parent = Parent.start(folder)) {
      writeThrough(parent.endpoint());
      parent.child().destroyForcibly();
      parent.kill();
      parent.child().onExit().get(30, TimeUnit.SECONDS);
    }
    try (var reborn = DynamoDbLocal.onDisk(folder);
        DynamoDbClient client = DynamoDbExtension.client(reborn.endpoint())) {
      assertThat(client.getItem(get -> get.tableName("Ledger").key(key("kept"))).item())
          .isEqualTo(item("kept"));
      client.putItem(put -> put.tableName("Ledger").item(item("later")));
      assertThat(Streams.partitionKeys(reborn.endpoint(), "Ledger"))
          .containsExactly("kept", "later");
    }
  }

  private static void writeThrough(URI endpoint) {
    try (DynamoDbClient client = DynamoDbExtension.client(endpoint)) {
      TestTable.create(client, "Ledger");
      client.putItem(put -> put.tableName("Ledger").item(item("kept")));
    }
  }

  @Test
  void a_child_that_cannot_start_is_an_error_at_once() {
    assertThatThrownBy(() -> DynamoDbLocal.inMemory("nowhere"))
        .hasRootCauseInstanceOf(IOException.class);
  }
}
