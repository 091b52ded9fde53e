package dev.stillpoint.control.access.language;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A policy that was read. Immutable. */
public final class PolicyDocument {
  /** The longest policy that an account may write. */
  public static final int CHARS_MAX = 6144;

  /** The longest policy that narrows a session. */
  public static final int SESSION_CHARS_MAX = 2048;

  private final List<Statement> statements;

  private PolicyDocument(List<Statement> statements) {
    this.statements = List.copyOf(statements);
  }

  /**
   * Reads a policy for users, groups, roles and sessions.
   *
   * @throws MalformedDocument with a sentence for its author
   */
  public static PolicyDocument read(String text) throws MalformedDocument {
    return new PolicyDocument(new DocumentReader(DocumentReader.Form.PERMISSION).read(text));
  }

  /**
   * Reads a policy that says who may take on a role.
   *
   * @throws MalformedDocument with a sentence for its author
   */
  public static PolicyDocument readTrust(String text) throws MalformedDocument {
    return new PolicyDocument(new DocumentReader(DocumentReader.Form.TRUST).read(text));
  }

  /**
   * Reads a policy for users, groups, roles and sessions that is written now.
   *
   * @throws MalformedDocument also when a condition asks for what nobody here can tell
   */
  public static void checkNew(String text) throws MalformedDocument {
    checkKeys(read(text).statements.stream(), KnownKeys::inPermission);
  }

  /**
   * As {@link #checkNew}, for a policy that says who may take on a role. What speaks of services
   * and of other providers of identities speaks of nobody here, and may ask for anything.
   *
   * @throws MalformedDocument also when a condition asks for what nobody here can tell
   */
  public static void checkNewTrust(String text) throws MalformedDocument {
    checkKeys(
        readTrust(text).statements.stream().filter(statement -> !statement.principals().isEmpty()),
        KnownKeys::inTrust);
  }

  private static void checkKeys(Stream<Statement> statements, Predicate<String> known)
      throws MalformedDocument {
    Optional<String> unknown =
        statements
            .flatMap(statement -> statement.conditions().stream())
            .map(Condition::key)
            .filter(known.negate())
            .findFirst();
    if (unknown.isPresent()) {
      throw new MalformedDocument("There is no condition key " + unknown.get() + " here.");
    }
  }

  boolean denies(AccessRequest request) {
    return statements.stream().anyMatch(s -> !s.allows() && s.matches(request));
  }

  boolean allows(AccessRequest request) {
    return statements.stream().anyMatch(s -> s.allows() && s.matches(request));
  }

  /**
   * True when a role with this trust policy may be taken on.
   *
   * @param action {@code sts:AssumeRole}
   * @param callers every ARN that stands for the caller: its own and its account's
   */
  public boolean trusts(String action, List<String> callers, ConditionKeys keys) {
    return statements.stream().anyMatch(s -> s.allows() && s.matches(action, callers, keys))
        && statements.stream().noneMatch(s -> !s.allows() && s.matches(action, callers, keys));
  }
}
