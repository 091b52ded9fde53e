package dev.stillpoint.control.access.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the statements of a document. Whatever it does not know it refuses: a policy of which a
 * part is passed over allows more than its author meant.
 */
final class DocumentReader {
  /** What a document is for. */
  enum Form {
    PERMISSION,
    TRUST
  }

  private static final Pattern ACTION = Pattern.compile("\\*|[A-Za-z0-9*?-]+:[A-Za-z0-9*?]+");
  private static final Set<String> PRINCIPALS = Set.of("RAM", "Service", "Federated");

  private final Form form;

  DocumentReader(Form form) {
    this.form = form;
  }

  List<Statement> read(String text) throws MalformedDocument {
    Map<String, Json> document = members(JsonReader.read(text), "The document");
    allowOnly(document, Set.of("Version", "Statement"), "The document");
    if (!(document.get("Version") instanceof Json.Text version) || !version.value().equals("1")) {
      throw new MalformedDocument("The member Version must be \"1\".");
    }
    List<Json> statements =
        switch (document.get("Statement")) {
          case Json.Items items -> items.items();
          case Json.Members one -> List.of(one);
          case null, default -> List.of();
        };
    if (statements.isEmpty()) {
      throw new MalformedDocument("The document has no Statement.");
    }
    List<Statement> read = new ArrayList<>();
    for (Json statement : statements) {
      read.add(statement(members(statement, "A statement")));
    }
    return read;
  }

  private Statement statement(Map<String, Json> members) throws MalformedDocument {
    boolean trust = form == Form.TRUST;
    allowOnly(
        members,
        trust
            ? Set.of("Effect", "Action", "Principal", "Condition")
            : Set.of("Effect", "Action", "NotAction", "Resource", "Condition"),
        "A statement");
    boolean except = members.containsKey("NotAction");
    if (except == members.containsKey("Action")) {
      throw new MalformedDocument("A statement has one of Action and NotAction.");
    }
    return new Statement(
        allows(members.get("Effect")),
        actions(members.get(except ? "NotAction" : "Action")),
        except,
        trust ? List.of() : resources(members.get("Resource")),
        trust ? principals(members.get("Principal")) : List.of(),
        conditions(members.get("Condition")));
  }

  private static boolean allows(Json effect) throws MalformedDocument {
    if (effect instanceof Json.Text(String value)) {
      if (value.equals("Allow")) {
        return true;
      }
      if (value.equals("Deny")) {
        return false;
      }
    }
    throw new MalformedDocument("The member Effect must be \"Allow\" or \"Deny\".");
  }

  private static List<Wildcards> actions(Json json) throws MalformedDocument {
    List<Wildcards> actions = new ArrayList<>();
    for (String action : texts(json, "The list of actions")) {
      if (!ACTION.matcher(action).matches()) {
        throw new MalformedDocument("The action " + action + " is not of the form product:action.");
      }
      actions.add(Wildcards.ofAnyCase(action));
    }
    return actions;
  }

  private static List<ResourcePattern> resources(Json json) throws MalformedDocument {
    List<ResourcePattern> resources = new ArrayList<>();
    for (String resource : texts(json, "The list of resources")) {
      resources.add(
          ResourcePattern.read(resource)
              .orElseThrow(() ->
                  new MalformedDocument(
                      "The resource "
                          + resource
                          + " is not of the form acs:product:region:account:resource.")));
    }
    return resources;
  }

  /**
   * Whoever calls here is RAM's: a name under another kind, whatever it looks like, is nobody's.
   */
  private static List<String> principals(Json json) throws MalformedDocument {
    Map<String, Json> kinds = members(json, "The member Principal");
    allowOnly(kinds, PRINCIPALS, "The member Principal");
    if (kinds.isEmpty()) {
      throw new MalformedDocument("The member Principal is empty.");
    }
    List<String> principals = new ArrayList<>();
    for (Map.Entry<String, Json> kind : kinds.entrySet()) {
      for (String principal : texts(kind.getValue(), "The list of principals")) {
        if (!kind.getKey().equals("RAM")) {
          continue;
        }
        if (!knownPrincipal(principal)) {
          throw new MalformedDocument("The principal " + principal + " is not known to RAM.");
        }
        principals.add(principal);
      }
    }
    return principals;
  }

  private static boolean knownPrincipal(String text) {
    Optional<Arn> arn = Arn.parse(text);
    return arn.isPresent()
        && arn.get().product().equals("ram")
        && arn.get().account().matches("\\d{16}")
        && arn.get().rest().matches("root|user/.+|role/.+");
  }

  private static List<Condition> conditions(Json json) throws MalformedDocument {
    List<Condition> conditions = new ArrayList<>();
    if (json == null) {
      return conditions;
    }
    for (Map.Entry<String, Json> byOperator : members(json, "The member Condition").entrySet()) {
      String name = byOperator.getKey();
      ConditionOperator operator =
          ConditionOperator.named(name)
              .orElseThrow(() -> new MalformedDocument("There is no operator " + name + "."));
      for (Map.Entry<String, Json> byKey : members(byOperator.getValue(), name).entrySet()) {
        List<String> wanted = texts(byKey.getValue(), "The list of values of " + byKey.getKey());
        for (String value : wanted) {
          if (!operator.takes(value)) {
            throw new MalformedDocument(name + " cannot compare with the value " + value + ".");
          }
        }
        conditions.add(new Condition(operator, byKey.getKey(), wanted));
      }
    }
    return conditions;
  }

  private static Map<String, Json> members(Json json, String what) throws MalformedDocument {
    if (json instanceof Json.Members(var members)) {
      return members;
    }
    throw new MalformedDocument(what + " must be an object.");
  }

  private static void allowOnly(Map<String, Json> members, Set<String> known, String what)
      throws MalformedDocument {
    for (String name : members.keySet()) {
      if (!known.contains(name)) {
        throw new MalformedDocument(what + " has no member " + name + ".");
      }
    }
  }

  private static List<String> texts(Json json, String what) throws MalformedDocument {
    List<Json> items =
        switch (json) {
          case Json.Items(var several) -> several;
          case null -> List.of();
          default -> List.of(json);
        };
    List<String> texts = new ArrayList<>();
    for (Json item : items) {
      switch (item) {
        case Json.Text(String value) -> texts.add(value);
        case Json.Literal(String written) when !written.equals("null") -> texts.add(written);
        default -> throw new MalformedDocument(what + " holds something else than texts.");
      }
    }
    if (texts.isEmpty()) {
      throw new MalformedDocument(what + " is missing or empty.");
    }
    return texts;
  }
}
