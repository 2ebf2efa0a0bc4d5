package dev.keepalive.subjects.startup;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.startup.Tomcat;

/** Starts an embedded Tomcat, and ends. */
public final class EmbeddedTomcat {
  private EmbeddedTomcat() {}

  public static void main(String[] args) throws Exception {
    Path directory = Files.createTempDirectory("keepalive-tomcat");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.getConnector();
    tomcat.addContext("", null);
    tomcat.start();
    Runtime.getRuntime().halt(0);
  }
}
