package dev.stillpoint.cli.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** An answer for people: a list of structures as a table, a structure as lines. */
final class AnswerText {
  private AnswerText() {}

  static String of(JsonNode answer) {
    StringBuilder text = new StringBuilder();
    write(text, answer, "");
    return text.toString();
  }

  private static void write(StringBuilder text, JsonNode node, String indent) {
    if (node.isArray()) {
      table(text, node, indent);
    } else if (node.isObject()) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        JsonNode value = entry.getValue();
        text.append(indent).append(entry.getKey()).append(": ");
        if (isTable(value)) {
          text.append('\n');
          table(text, value, indent + "  ");
        } else {
          text.append(cell(value)).append('\n');
        }
      }
    } else {
      text.append(indent).append(node.asString("")).append('\n');
    }
  }

  private static boolean isTable(JsonNode node) {
    return node.isArray() && !node.isEmpty() && node.get(0).isObject();
  }

  private static void table(StringBuilder text, JsonNode rows, String indent) {
    if (rows.isEmpty()) {
      text.append(indent).append("none\n");
      return;
    }
    if (!isTable(rows)) {
      rows.forEach(row -> text.append(indent).append(cell(row)).append('\n'));
      return;
    }
    List<String> names = rows.get(0).properties().stream().map(Map.Entry::getKey).toList();
    List<List<String>> cells = new ArrayList<>();
    cells.add(names);
    rows.forEach(row -> cells.add(names.stream().map(name -> cell(row.path(name))).toList()));
    int[] widths = new int[names.size()];
    for (List<String> row : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : cells) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private static String cell(JsonNode node) {
    if (node.isArray()) {
      List<String> items = new ArrayList<>();
      node.forEach(item -> items.add(cell(item)));
      return String.join(", ", items);
    }
    return node.isObject() ? node.toString() : node.asString("");
  }
}
