// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.ramure.local.http.Json;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TapeTest {

  @Test
  void a_read_is_the_same_however_its_parts_are_ordered() {
    assertThat(
            key(
                "DynamoDB_20120810.BatchGetItem",
                "{'RequestItems':{'M':{'ConsistentRead':true,'Keys':[{'pk':{'S':'a'}},{'pk':{'S':'b'}}]}}}"))
        .isEqualTo(
            key(
                "DynamoDB_20120810.BatchGetItem",
                "{'RequestItems':{'M':{'Keys':[{'pk':{'S':'b'}},{'pk':{'S':'a'}}],'ConsistentRead':true}}}"));
  }

  @Test
  void a_read_of_another_key_is_another() {
    assertThat(key("DynamoDB_20120810.GetItem", "{'TableName':'T','Key':{'pk':{'S':'a'}}}"))
        .isNotEqualTo(key("DynamoDB_20120810.GetItem", "{'TableName':'T','Key':{'pk':{'S':'b'}}}"));
  }

  @Test
  void a_write_is_known_by_its_tables_alone_because_it_differs_each_time() {
    assertThat(key("DynamoDB_20120810.PutItem", "{'TableName':'T','Item':{'at':{'S':'1'}}}"))
        .isEqualTo(key("DynamoDB_20120810.PutItem", "{'TableName':'T','Item':{'at':{'S':'2'}}}"))
        .isNotEqualTo(key("DynamoDB_20120810.PutItem", "{'TableName':'U','Item':{}}"));
  }

  private static String key(String target, String body) {
    return Tape.key(target, Json.read(body.replace('\'', '"')));
  }
}
