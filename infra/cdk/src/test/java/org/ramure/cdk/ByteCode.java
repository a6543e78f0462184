// SPDX-License-Identifier: Apache-2.0
// Copyright the Ramure authors
package org.ramure.cdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a program may do, read from its classes: every method that may run from an entry point. Too
/// much rather than too little: a call of a method is a call of whatever overrides it, and an
/// object handed to foreign code may be called there.
final class ByteCode {

  /// A method by class, name and descriptor, as the virtual machine knows it.
  record Method(String type, String name, String descriptor) {}

  /// What a method does itself, its lambdas included.
  ///
  /// @param calls of methods, in and outside of the program
  /// @param constants that are texts
  /// @param fields read, as class and name
  /// @param made classes of which objects are made
  record Body(Set<Method> calls, Set<String> constants, Set<String> fields, Set<String> made) {

    Body() {
      this(
          new LinkedHashSet<>(),
          new LinkedHashSet<>(),
          new LinkedHashSet<>(),
          new LinkedHashSet<>());
    }

    private void add(Body other) {
      calls.addAll(other.calls);
      constants.addAll(other.constants);
      fields.addAll(other.fields);
      made.addAll(other.made);
    }
  }

  private final Map<String, ClassModel> classes = new HashMap<>();
  private final Map<Method, MethodModel> methods = new HashMap<>();
  private final Map<String, Set<String>> subtypes = new HashMap<>();

  static ByteCode of(List<Path> folders) {
    var code = new ByteCode();
    folders.forEach(code::read);
    code.classes.values().forEach(code::index);
    return code;
  }

  private void read(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        ClassModel model = ClassFile.of().parse(file);
        classes.put(model.thisClass().asInternalName(), model);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void index(ClassModel model) {
    String name = model.thisClass().asInternalName();
    model.methods().forEach(method -> methods.put(key(name, method), method));
    parents(model).forEach(p -> subtypes.computeIfAbsent(p, _ -> new HashSet<>()).add(name));
  }

  private static Method key(String type, MethodModel method) {
    return new Method(type, method.methodName().stringValue(), method.methodType().stringValue());
  }

  private static Stream<String> parents(ClassModel model) {
    return Stream.concat(model.superclass().stream(), model.interfaces().stream())
        .map(ClassEntry::asInternalName);
  }

  /// All methods that may run when an object of this class is made and called from outside.
  Map<Method, Body> from(String type) {
    var walk = new Walk();
    walk.make(type);
    ownMethods(type).forEach(walk::reach);
    return walk.reached;
  }

  /// Follows calls. A method of an object counts from the moment that such an object can exist: a
  /// function that never makes a {@code PurchaseTable} cannot use it, whatever it is written to do
  /// with one.
  private final class Walk {

    private final Map<Method, Body> reached = new HashMap<>();
    private final Set<String> made = new HashSet<>();
    private final Set<Method> waiting = new HashSet<>();

    void make(String type) {
      if (made.add(type)) {
        var ready = waiting.stream().filter(this::canRun).toList();
        ready.forEach(waiting::remove);
        ready.forEach(this::reach);
        if (isCalledByOthers(type)) {
          ownMethods(type).forEach(this::reach);
        }
      }
    }

    void reach(Method method) {
      if (!methods.containsKey(method) || reached.containsKey(method)) {
        return;
      }
      if (!canRun(method)) {
        waiting.add(method);
        return;
      }
      Body body = body(method);
      reached.put(method, body);
      reach(initializer(method.type()));
      body.made().forEach(this::make);
      body.fields().forEach(field -> reach(initializer(field.substring(0, field.indexOf('.')))));
      body.calls().forEach(call -> targets(call).forEach(this::reach));
    }

    private boolean canRun(Method method) {
      return isStatic(method) || method.name().equals("<init>") || canExist(method.type());
    }

    private boolean canExist(String type) {
      return made.contains(type)
          || subtypes.getOrDefault(type, Set.of()).stream().anyMatch(this::canExist);
    }
  }

  private static Method initializer(String type) {
    return new Method(type, "<clinit>", "()V");
  }

  private boolean isStatic(Method method) {
    return Optional.ofNullable(methods.get(method))
        .filter(model -> model.flags().has(AccessFlag.STATIC))
        .isPresent();
  }

  private List<Method> ownMethods(String type) {
    return methods.keySet().stream().filter(method -> method.type().equals(type)).toList();
  }

  /// Foreign code can call what implements a foreign interface.
  private boolean isCalledByOthers(String type) {
    return Optional.ofNullable(classes.get(type)).stream()
        .flatMap(ByteCode::parents)
        .anyMatch(parent -> !classes.containsKey(parent) && !parent.startsWith("java/lang/"));
  }

  /// Where a call can arrive: at the method or what overrides it below, or at what is inherited.
  private List<Method> targets(Method call) {
    if (call.name().equals("<init>")) {
      return List.of(call); // a constructor is not overridden
    }
    List<Method> targets = new ArrayList<>();
    Deque<String> open = new ArrayDeque<>(List.of(call.type()));
    while (!open.isEmpty()) {
      String type = open.pop();
      targets.add(new Method(type, call.name(), call.descriptor()));
      open.addAll(subtypes.getOrDefault(type, Set.of()));
    }
    inherited(call).ifPresent(targets::add);
    return targets;
  }

  private Optional<Method> inherited(Method call) {
    if (methods.containsKey(call)) {
      return Optional.of(call);
    }
    return Optional.ofNullable(classes.get(call.type())).stream()
        .flatMap(ByteCode::parents)
        .map(parent -> inherited(new Method(parent, call.name(), call.descriptor())))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Body body(Method method) {
    Body body = new Body();
    Optional.ofNullable(methods.get(method)).flatMap(MethodModel::code).stream()
        .flatMap(code -> code.elementStream())
        .forEach(element -> add(body, method.type(), element));
    return body;
  }

  private void add(Body body, String type, CodeElement element) {
    switch (element) {
      case InvokeInstruction call ->
          body.calls()
              .add(
                  new Method(
                      call.owner().asInternalName(),
                      call.name().stringValue(),
                      call.type().stringValue()));
      case InvokeDynamicInstruction dynamic -> addHandles(body, type, dynamic);
      case ConstantInstruction constant when constant.constantValue() instanceof String text ->
          body.constants().add(text);
      case FieldInstruction field ->
          body.fields().add(field.owner().asInternalName() + "." + field.name().stringValue());
      case NewObjectInstruction made -> body.made().add(made.className().asInternalName());
      default -> {}
    }
  }

  /// A lambda belongs to the method it is written in; a method that is handed on counts as called.
  private void addHandles(Body body, String type, InvokeDynamicInstruction dynamic) {
    for (Object argument : dynamic.bootstrapArgs()) {
      if (argument instanceof DirectMethodHandleDesc handle) {
        String owner = handle.owner().descriptorString();
        var method =
            new Method(
                owner.substring(1, owner.length() - 1),
                handle.methodName(),
                handle.lookupDescriptor());
        if (method.type().equals(type) && method.name().startsWith("lambda$")) {
          body.add(body(method));
        } else {
          body.calls().add(method);
        }
      }
    }
  }
}
