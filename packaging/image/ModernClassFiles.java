import static java.lang.classfile.ClassFile.ConstantPoolSharingOption.NEW_POOL;
import static java.lang.classfile.ClassFile.StackMapsOption.STACK_MAPS_WHEN_REQUIRED;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Writes a jar again with class files of a version that can be archived. The virtual machine keeps
 * no class of Java 5 in its archive, as such a class has no stack maps; picocli is compiled for
 * Java 5. The code stays the same.
 *
 * <p>Usage: {@code java ModernClassFiles.java FROM TO}
 */
final class ModernClassFiles {
  private static final int OLDEST_IN_AN_ARCHIVE = ClassFile.JAVA_6_VERSION;

  private ModernClassFiles() {}

  public static void main(String[] args) throws IOException {
    Path from = Path.of(args[0]);
    Path to = Path.of(args[1]);
    URL[] jar = {from.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(jar);
        ZipInputStream in = new ZipInputStream(Files.newInputStream(from));
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
      ClassFile classFile =
          ClassFile.of(
              STACK_MAPS_WHEN_REQUIRED,
              NEW_POOL,
              ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(loader)
                      .orElse(ClassHierarchyResolver.defaultResolver())));
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        ZipEntry written = new ZipEntry(entry.getName());
        written.setLastModifiedTime(entry.getLastModifiedTime());
        out.putNextEntry(written);
        byte[] content = in.readAllBytes();
        out.write(entry.getName().endsWith(".class") ? modern(classFile, content) : content);
      }
    }
    Files.setLastModifiedTime(to, Files.getLastModifiedTime(from));
  }

  private static byte[] modern(ClassFile classFile, byte[] bytes) {
    ClassModel model = classFile.parse(bytes);
    if (model.majorVersion() >= OLDEST_IN_AN_ARCHIVE) {
      return bytes;
    }
    // Passing each instruction on makes the writer compute the stack maps.
    ClassTransform code = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
    return classFile.transformClass(
        model,
        code.andThen(
            (builder, element) -> {
              if (element instanceof ClassFileVersion) {
                builder.withVersion(ClassFile.latestMajorVersion(), 0);
              } else {
                builder.with(element);
              }
            }));
  }
}
