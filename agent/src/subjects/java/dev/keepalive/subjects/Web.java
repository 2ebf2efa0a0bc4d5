package dev.keepalive.subjects;

import java.io.IOException;
import java.nio.file.Path;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** An embedded Tomcat that listens on several ports, for one client each. */
final class Web {
  private final Connector[] connectors;

  Web(Path directory, int ports) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setSilent(true);
    connectors = new Connector[ports];
    for (int i = 0; i < ports; i++) {
      Connector connector = new Connector("HTTP/1.1");
      connector.setPort(0);
      connector.setProperty("address", "127.0.0.1");
      connector.setProperty("keepAliveTimeout", "120000");
      connector.setProperty("maxThreads", "4");
      tomcat.getService().addConnector(connector);
      connectors[i] = connector;
    }
    Context context = tomcat.addContext("", directory.toString());
    Tomcat.addServlet(context, "hello", new Hello());
    context.addServletMappingDecoded("/", "hello");
    tomcat.start();
  }

  int port(int index) {
    return connectors[index].getLocalPort();
  }

  private static final class Hello extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print("hello");
    }
  }
}
