package dev.sluice.standalone.deployment;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/// What the Maven profile `images` puts into the image of a service.
///
/// @param classPath of the module as its image has it
/// @param jvmFlags without the class path
/// @param environment set in the image, before the one that runs it adds its own
record ImageDescription(
        String mainClass,
        String classPath,
        List<String> jvmFlags,
        Map<String, String> environment) {

    static ImageDescription of(String module) {
        var container = container(parse(Repository.ROOT.resolve("pom.xml")));
        var mainClass =
                text(parse(Repository.ROOT.resolve(module + "/pom.xml")), "image.main-class");
        return new ImageDescription(
                mainClass, classPath(module), jvmFlags(container), environment(container));
    }

    /// The entry point that Jib gives the image, with this JDK.
    List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags);
        command.addAll(List.of("-cp", classPath, mainClass));
        return command;
    }

    private static String classPath(String module) {
        var target = Repository.ROOT.resolve(module).resolve("target");
        try {
            return target.resolve("classes")
                    + File.pathSeparator
                    + Files.readString(target.resolve("image.classpath")).strip();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Build " + module + " in the same run (mvn -pl standalone -am …).", e);
        }
    }

    private static List<String> jvmFlags(Element container) {
        var flags = new ArrayList<String>();
        var all = container.getElementsByTagName("jvmFlag");
        for (int i = 0; i < all.getLength(); i++) {
            flags.add(all.item(i).getTextContent().strip());
        }
        return flags;
    }

    private static Map<String, String> environment(Element container) {
        var environment = new LinkedHashMap<String, String>();
        var all = container.getElementsByTagName("environment").item(0).getChildNodes();
        for (int i = 0; i < all.getLength(); i++) {
            if (all.item(i).getNodeType() == Node.ELEMENT_NODE) {
                environment.put(all.item(i).getNodeName(), all.item(i).getTextContent().strip());
            }
        }
        return environment;
    }

    private static Element container(Element project) {
        return (Element) project.getElementsByTagName("container").item(0);
    }

    private static String text(Element project, String property) {
        return project.getElementsByTagName(property).item(0).getTextContent().strip();
    }

    private static Element parse(Path pom) {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(pom.toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
