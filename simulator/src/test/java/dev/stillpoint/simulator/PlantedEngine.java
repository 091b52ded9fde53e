package dev.stillpoint.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.util.HashSet;
import java.util.Set;

/**
 * Everything of ours once more, with a bug in a class of the engine: some of its methods do
 * nothing, and answer what they are told to. So a bug can be planted anywhere, and production needs
 * no place for it.
 */
final class PlantedEngine extends ClassLoader {
  private static final String OURS = "dev.stillpoint.";

  private final String type;
  private final Set<String> methods;
  private final int answer;
  private final Set<String> planted = new HashSet<>();

  /**
   * Nothing loaded yet.
   *
   * @param type class below {@code dev.stillpoint.engine}
   * @param methods names of methods, all of that name
   * @param answer what they answer if that is a number or a truth value; anything else is null
   */
  PlantedEngine(String type, Set<String> methods, int answer) {
    super(PlantedEngine.class.getClassLoader());
    this.type = OURS + "engine." + type;
    this.methods = methods;
    this.answer = answer;
  }

  /** Names of the methods that were there. */
  Set<String> planted() {
    return planted;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? load(name) : loaded;
    }
  }

  private Class<?> load(String name) throws ClassNotFoundException {
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      byte[] found = name.equals(type) ? withBug(bytes) : bytes;
      return defineClass(name, found, 0, found.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private byte[] withBug(byte[] bytes) {
    ClassFile files = ClassFile.of();
    ClassModel model = files.parse(bytes);
    return files.transformClass(model, this::plant);
  }

  private void plant(ClassBuilder to, ClassElement element) {
    if (element instanceof MethodModel found
        && methods.contains(found.methodName().stringValue())) {
      planted.add(found.methodName().stringValue());
      to.withMethodBody(
          found.methodName(),
          found.methodType(),
          found.flags().flagsMask(),
          code -> answer(code, TypeKind.from(found.methodTypeSymbol().returnType())));
    } else {
      to.with(element);
    }
  }

  private void answer(CodeBuilder code, TypeKind kind) {
    switch (kind.asLoadable()) {
      case INT -> code.loadConstant(answer);
      case LONG -> code.loadConstant((long) answer);
      case REFERENCE -> code.aconst_null();
      case VOID -> {}
      default -> throw new AssertionError("no bug answers a " + kind);
    }
    code.return_(kind);
  }
}
