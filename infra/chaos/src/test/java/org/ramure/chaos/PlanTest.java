// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.ramure.chaos.Sale.Place;
import org.ramure.chaos.Sale.Refund;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlanTest {

  @Test
  void the_same_seed_gives_the_same_lives_and_another_gives_others() {
    assertThat(lives(7)).isEqualTo(lives(7)).isNotEqualTo(lives(8));
  }

  private static List<Life> lives(long seed) {
    var plan = new Plan(new Settings(seed, 500, 1));
    var lives = new ArrayList<Life>();
    while (plan.hasNext()) {
      lives.add(plan.next());
    }
    return lives;
  }

  @Test
  void a_sale_is_owed_a_point_for_each_whole_euro_of_its_newest_body_less_what_went_back() {
    var bodies = List.of(List.of(4_500, 3_000), List.of(4_590, 3_000));
    var back = List.of(new Refund(1, 1_100));
    assertThat(new Sale("1", Place.WEB, bodies, List.of(), false).owed()).isEqualTo(75);
    assertThat(new Sale("1", Place.WEB, bodies, back, false).owed()).isEqualTo(64);
    assertThat(new Sale("1", Place.WEB, bodies, back, true).owed()).isZero();
  }
}
