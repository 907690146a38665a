package io.outpost.agent.cli;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The texts that stand in sources, as templates: what is put together with {@code +} or {@code
 * formatted} is one text, with {@code %s} for what is no text.
 */
final class SourceTexts {
  /**
   * A text and where it stands.
   *
   * @param template as {@link java.util.Formatter} takes it
   * @param taker the method, or {@code new} and the class, that is given the text
   */
  record Text(String template, String taker, Path file, boolean annotation) {}

  private SourceTexts() {}

  /** Of every class below the folders. */
  static List<Text> in(Path... folders) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> all = Files.walk(folder)) {
        all.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Text> texts = new ArrayList<>();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      JavacTask parser =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      for (CompilationUnitTree unit : parser.parse()) {
        new Reader(Path.of(unit.getSourceFile().toUri()), texts).scan(unit, "");
      }
    }
    return texts;
  }

  /** The second parameter of its methods is the taker. */
  private static final class Reader extends TreeScanner<Void, String> {
    private final Path file;
    private final List<Text> texts;
    private boolean annotation;

    Reader(Path file, List<Text> texts) {
      this.file = file;
      this.texts = texts;
    }

    @Override
    public Void visitAnnotation(AnnotationTree tree, String taker) {
      annotation = true;
      super.visitAnnotation(tree, taker);
      annotation = false;
      return null;
    }

    @Override
    public Void visitNewClass(NewClassTree tree, String taker) {
      return super.visitNewClass(tree, "new " + tree.getIdentifier());
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, String taker) {
      if (took(call, taker)) {
        return scan(call.getArguments(), taker);
      }
      ExpressionTree method = call.getMethodSelect();
      scan(method, taker); // whose texts go where the whole expression goes
      String name =
          method instanceof MemberSelectTree member
              ? member.getIdentifier().toString()
              : method.toString();
      return scan(call.getArguments(), name);
    }

    @Override
    public Void visitBinary(BinaryTree sum, String taker) {
      return took(sum, taker) ? operands(sum, taker) : super.visitBinary(sum, taker);
    }

    @Override
    public Void visitLiteral(LiteralTree literal, String taker) {
      took(literal, taker);
      return null;
    }

    private boolean took(Tree tree, String taker) {
      Optional<String> template = template(tree);
      template.ifPresent(text -> texts.add(new Text(text, taker, file, annotation)));
      return template.isPresent();
    }

    /** What is no text itself may hold one, such as a choice between two words. */
    private Void operands(Tree tree, String taker) {
      if (tree instanceof ParenthesizedTree brackets) {
        return operands(brackets.getExpression(), taker);
      }
      if (tree instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
        operands(sum.getLeftOperand(), taker);
        return operands(sum.getRightOperand(), taker);
      }
      if (tree instanceof MethodInvocationTree call && template(call).isPresent()) {
        return scan(call.getArguments(), taker);
      }
      return tree instanceof LiteralTree ? null : scan(tree, taker);
    }

    private static Optional<String> template(Tree tree) {
      if (tree instanceof LiteralTree literal) {
        return Optional.ofNullable(literal.getValue() instanceof String text ? text : null);
      }
      if (tree instanceof ParenthesizedTree brackets) {
        return template(brackets.getExpression());
      }
      if (tree instanceof MethodInvocationTree call
          && call.getMethodSelect() instanceof MemberSelectTree method
          && method.getIdentifier().contentEquals("formatted")) {
        return template(method.getExpression());
      }
      if (tree instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
        Optional<String> left = template(sum.getLeftOperand());
        Optional<String> right = template(sum.getRightOperand());
        return left.isEmpty() && right.isEmpty()
            ? Optional.empty()
            : Optional.of(left.orElse("%s") + right.orElse("%s"));
      }
      return Optional.empty();
    }
  }
}
