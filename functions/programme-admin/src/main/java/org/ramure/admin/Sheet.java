// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.admin;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ramure.lambda.Json;

/// A CSV file as rows by the names of its columns: UTF-8 and nothing else, commas or semicolons, as
/// its first line has them. What is wrong with one row is that row's; a column that is not known is
/// the whole file's, because a misspelt one would be lost.
///
/// @param columns those that the file has
/// @param count of the rows, those that cannot be read included
record Sheet(Set<String> columns, int count, List<Row> rows, List<Reject> rejects) {

  private static final int MOST_ROWS = 2_000;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /// What a gateway or an editor puts where bytes were no UTF-8.
  private static final char REPLACEMENT = '\uFFFD';

  /// @param line of the file where it begins
  record Row(long line, Map<String, String> cells) {

    /// Empty where the cell is, or where there is no such column.
    Optional<String> cell(String column) {
      return Optional.ofNullable(cells.get(column)).filter(text -> !text.isEmpty());
    }
  }

  /// @param required columns that have to be there
  /// @param optional columns that may be
  /// @throws Json.Malformed where it cannot be told what its rows are
  static Sheet read(byte[] file, List<String> required, List<String> optional) {
    var records = records(text(file));
    if (records.isEmpty()) {
      throw malformed("must have a first line with the names of the columns");
    }
    if (records.size() > MOST_ROWS + 1) {
      throw malformed("must have at most " + MOST_ROWS + " rows");
    }
    var header = records.getFirst().getFields().stream().map(String::strip).toList();
    var rejects = ofHeader(header, required, optional);
    var rest = records.subList(1, records.size());
    return rejects.isEmpty()
        ? rows(header, rest)
        : new Sheet(Set.copyOf(new HashSet<>(header)), rest.size(), List.of(), rejects);
  }

  private static Json.Malformed malformed(String problem) {
    return new Json.Malformed("body", problem);
  }

  private static String text(byte[] file) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      if (text.indexOf(REPLACEMENT) < 0) {
        return text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? text : text.substring(1);
      }
    } catch (CharacterCodingException notUtf8) {
      // said below
    }
    throw malformed("must be UTF-8");
  }

  private static List<CsvRecord> records(String text) {
    var firstLine = text.lines().findFirst().orElse("");
    try (var reader =
        CsvReader.builder()
            .fieldSeparator(firstLine.indexOf(';') < 0 ? ',' : ';')
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .ofCsvRecord(text)) {
      return reader.stream().toList();
    } catch (CsvParseException e) {
      throw malformed("is not CSV: a quote is not closed, or something follows one");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Reject> ofHeader(
      List<String> header, List<String> required, List<String> optional) {
    var rejects = new ArrayList<Reject>();
    var seen = new HashSet<String>();
    for (var column : header) {
      if (!required.contains(column) && !optional.contains(column)) {
        rejects.add(new Reject(1, column, Reject.Reason.UNKNOWN_COLUMN));
      } else if (!seen.add(column)) {
        rejects.add(new Reject(1, column, Reject.Reason.DUPLICATE_COLUMN));
      }
    }
    required.stream()
        .filter(column -> !header.contains(column))
        .forEach(column -> rejects.add(new Reject(1, column, Reject.Reason.MISSING_COLUMN)));
    return rejects;
  }

  private static Sheet rows(List<String> header, List<CsvRecord> records) {
    var rows = new ArrayList<Row>();
    var rejects = new ArrayList<Reject>();
    for (var record : records) {
      if (record.getFieldCount() == header.size()) {
        rows.add(row(header, record));
      } else {
        rejects.add(
            new Reject(record.getStartingLineNumber(), "", Reject.Reason.OTHER_NUMBER_OF_CELLS));
      }
    }
    return new Sheet(Set.copyOf(header), records.size(), rows, rejects);
  }

  private static Row row(List<String> header, CsvRecord record) {
    var cells = new LinkedHashMap<String, String>();
    for (int i = 0; i < header.size(); i++) {
      cells.put(header.get(i), record.getField(i).strip());
    }
    return new Row(record.getStartingLineNumber(), cells);
  }
}
