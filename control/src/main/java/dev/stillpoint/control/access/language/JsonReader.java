package dev.stillpoint.control.access.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON as its standard has it, and refuses what a policy could be misread by: a name that
 * stands twice, anything after the end, nesting beyond {@value #DEPTH_MAX}.
 */
final class JsonReader {
  private static final int DEPTH_MAX = 16;
  private static final Pattern LITERAL =
      Pattern.compile("true|false|null|-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  static Json read(String text) throws MalformedDocument {
    JsonReader reader = new JsonReader(text);
    Json value = reader.value(0);
    reader.blanks();
    if (reader.at < text.length()) {
      throw reader.broken("something follows its end");
    }
    return value;
  }

  private Json value(int depth) throws MalformedDocument {
    if (depth > DEPTH_MAX) {
      throw broken("it is nested too deeply");
    }
    blanks();
    return switch (peek()) {
      case '{' -> members(depth);
      case '[' -> items(depth);
      case '"' -> new Json.Text(string());
      default -> literal();
    };
  }

  private Json members(int depth) throws MalformedDocument {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    take('{');
    if (takeIf('}')) {
      return new Json.Members(members);
    }
    do {
      blanks();
      String name = string();
      take(':');
      if (members.put(name, value(depth + 1)) != null) {
        throw broken("the member " + name + " stands twice");
      }
    } while (takeIf(','));
    take('}');
    return new Json.Members(members);
  }

  private Json items(int depth) throws MalformedDocument {
    List<Json> items = new ArrayList<>();
    take('[');
    if (takeIf(']')) {
      return new Json.Items(items);
    }
    do {
      items.add(value(depth + 1));
    } while (takeIf(','));
    take(']');
    return new Json.Items(items);
  }

  private Json literal() throws MalformedDocument {
    Matcher matcher = LITERAL.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw broken("a value is expected");
    }
    at = matcher.end();
    return new Json.Literal(matcher.group());
  }

  private String string() throws MalformedDocument {
    if (peek() != '"') {
      throw broken("a text in quotes is expected");
    }
    at++;
    StringBuilder value = new StringBuilder();
    while (peek() != '"') {
      char c = text.charAt(at++);
      if (c < ' ') {
        throw broken("a text holds a control character");
      }
      value.append(c == '\\' ? escaped() : c);
    }
    at++;
    return value.toString();
  }

  private char escaped() throws MalformedDocument {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw broken("an escape is not one of JSON's");
    };
  }

  private char unicode() throws MalformedDocument {
    if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
      throw broken("four hexadecimal digits are expected");
    }
    at += 4;
    return (char) Integer.parseInt(text, at - 4, at, 16);
  }

  private void take(char expected) throws MalformedDocument {
    if (!takeIf(expected)) {
      throw broken("'" + expected + "' is expected");
    }
  }

  private boolean takeIf(char wanted) {
    blanks();
    boolean there = at < text.length() && text.charAt(at) == wanted;
    if (there) {
      at++;
    }
    return there;
  }

  private char peek() throws MalformedDocument {
    if (at >= text.length()) {
      throw broken("it ends too early");
    }
    return text.charAt(at);
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private MalformedDocument broken(String why) {
    return new MalformedDocument("The document is no policy: at character " + at + " " + why + ".");
  }
}
