package dev.stillpoint.architecture;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** One Java file as the compiler's parser sees it, reduced to what the rules ask about. */
final class Source {
  /**
   * A method: what annotates it, what it calls (by simple name, and with what stands before the dot
   * where that is a name), and its length.
   */
  record Method(String type, String name, Set<String> annotations, Set<String> calls, int lines) {}

  private final Path file;
  private final List<String> types = new ArrayList<>();
  private final List<Method> methods = new ArrayList<>();
  private final List<String> caught = new ArrayList<>();
  private final List<String> proves = new ArrayList<>();
  private String packageName = "";
  private int lines;

  private Source(Path file) {
    this.file = file;
  }

  /** Parses files together, which costs far less than one by one. */
  static List<Source> parse(List<Path> files) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Source> sources = new ArrayList<>();
    if (files.isEmpty()) {
      return sources;
    }
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        Source source = new Source(Path.of(unit.getSourceFile().toUri()));
        source.packageName = String.valueOf(unit.getPackageName());
        String text = Repository.read(source.file);
        source.lines = Math.toIntExact(text.lines().count());
        unit.accept(source.new Reader(unit, positions), null);
        sources.add(source);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }

  Path file() {
    return file;
  }

  String packageName() {
    return packageName;
  }

  /** Simple names of all types declared here, nested ones included. */
  List<String> types() {
    return types;
  }

  List<Method> methods() {
    return methods;
  }

  /** Types that catch clauses name, each alternative of a multi-catch by itself. */
  List<String> caught() {
    return caught;
  }

  /** Invariants that a test here says it proves, for example {@code engine/3}. */
  List<String> proves() {
    return proves;
  }

  int lines() {
    return lines;
  }

  private final class Reader extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> enclosing = new ArrayList<>();

    Reader(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      String name = type.getSimpleName().toString();
      if (!name.isEmpty()) {
        types.add(name);
      }
      enclosing.add(name);
      super.visitClass(type, null);
      enclosing.removeLast();
      return null;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      Set<String> annotations = new LinkedHashSet<>();
      for (AnnotationTree annotation : method.getModifiers().getAnnotations()) {
        annotations.add(simpleName(annotation.getAnnotationType()));
      }
      Set<String> calls = new LinkedHashSet<>();
      if (method.getBody() != null) {
        method.getBody().accept(new Calls(calls), null);
      }
      methods.add(
          new Method(
              enclosing.getLast(),
              method.getName().toString(),
              annotations,
              calls,
              linesOf(method)));
      return super.visitMethod(method, null);
    }

    @Override
    public Void visitCatch(CatchTree clause, Void nothing) {
      Tree type = clause.getParameter().getType();
      if (type instanceof UnionTypeTree union) {
        union.getTypeAlternatives().forEach(t -> caught.add(simpleName(t)));
      } else {
        caught.add(simpleName(type));
      }
      return super.visitCatch(clause, null);
    }

    @Override
    public Void visitAnnotation(AnnotationTree annotation, Void nothing) {
      if (simpleName(annotation.getAnnotationType()).equals("Proves")) {
        annotation.accept(new Literals(proves), null);
      }
      return super.visitAnnotation(annotation, null);
    }

    private int linesOf(MethodTree method) {
      if (method.getBody() == null) {
        return 0;
      }
      long start = positions.getStartPosition(unit, method.getBody());
      long end = positions.getEndPosition(unit, method.getBody());
      LineMap map = unit.getLineMap();
      return Math.toIntExact(map.getLineNumber(end) - map.getLineNumber(start));
    }
  }

  /** Collects the simple names of what is called, method references included. */
  private static final class Calls extends TreeScanner<Void, Void> {
    private final Set<String> names;

    Calls(Set<String> names) {
      this.names = names;
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
      names.add(simpleName(call.getMethodSelect()));
      if (call.getMethodSelect() instanceof MemberSelectTree select
          && select.getExpression() instanceof IdentifierTree owner) {
        names.add(owner.getName() + "." + select.getIdentifier());
      }
      return super.visitMethodInvocation(call, null);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree reference, Void nothing) {
      names.add(reference.getName().toString());
      return super.visitMemberReference(reference, null);
    }
  }

  /** Collects string literals. */
  private static final class Literals extends TreeScanner<Void, Void> {
    private final List<String> texts;

    Literals(List<String> texts) {
      this.texts = texts;
    }

    @Override
    public Void visitLiteral(LiteralTree literal, Void nothing) {
      if (literal.getValue() instanceof String text) {
        texts.add(text);
      }
      return null;
    }
  }

  private static String simpleName(Tree name) {
    return switch (name) {
      case IdentifierTree identifier -> identifier.getName().toString();
      case MemberSelectTree select -> select.getIdentifier().toString();
      default -> name.toString();
    };
  }
}
