// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.lambda.programme;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.ramure.lambda.Environment;
import org.ramure.lambda.Log;
import org.ramure.programme.ProgrammeId;
import org.ramure.programme.ProgrammeVersion;
import org.ramure.table.BegunDays;
import org.ramure.table.TableShape;
import org.ramure.table.programmes.ProgrammeTable;

/// Begins the work of a day for each programme, soon after midnight in its own zone. To be asked
/// every hour: a deployment holds programmes of many zones, and an hour that is missed is made up
/// for by the next.
///
/// @param all every programme there is
public record NewDays(
    Supplier<List<ProgrammeId>> all, Programmes programmes, BegunDays begun, InstantSource clock) {

  /// @param job the function whose work it is
  public static NewDays of(Environment environment, String job) {
    var client = environment.dynamoDb();
    var name = environment.table(TableShape.PROGRAMMES);
    return new NewDays(
        new ProgrammeTable(client, name)::programmes,
        Programmes.of(environment),
        new BegunDays(client, name, job),
        environment.clock());
  }

  /// What a day's work begins with.
  @FunctionalInterface
  public interface Beginning {

    /// @param version in force as the day is begun
    void begin(ProgrammeVersion version, LocalDate day);
  }

  /// A day is marked as begun once its beginning is done, so what breaks off on the way is begun
  /// again; whoever does the work can do it twice.
  ///
  /// @return ids of the programmes of which a day was begun
  /// @throws IllegalStateException where a programme failed, once all others are done
  public List<String> begin(Beginning beginning) {
    var failed = new ArrayList<ProgrammeId>();
    var done = new ArrayList<String>();
    for (var programme : all.get()) {
      try {
        if (begin(programme, beginning)) {
          done.add(programme.value());
        }
      } catch (RuntimeException e) {
        Log.error("day.not-begun", Map.of(Log.Field.PROGRAMME, programme), e);
        failed.add(programme);
      }
    }
    if (!failed.isEmpty()) {
      throw new IllegalStateException("days not begun: " + failed);
    }
    return List.copyOf(done);
  }

  private boolean begin(ProgrammeId programme, Beginning beginning) {
    var now = clock.instant();
    var version = programmes.inForceAt(programme, now);
    var today = LocalDate.ofInstant(now, version.terms().zone());
    if (begun.last(programme).filter(day -> !day.isBefore(today)).isPresent()) {
      return false;
    }
    beginning.begin(version, today);
    begun.begin(programme, today);
    return true;
  }
}
