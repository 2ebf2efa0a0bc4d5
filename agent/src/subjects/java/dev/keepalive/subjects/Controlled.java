package dev.keepalive.subjects;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.RuntimeMBeanException;

/**
 * Holds some connections and turns the agent's knobs as told on standard input: {@code set KEY
 * VALUE} and {@code describe}.
 */
public final class Controlled {
  private Controlled() {}

  public static void main(String[] args) throws Exception {
    Pair[] pairs = {SocketKinds.connected(), ChannelKinds.blocking(), ChannelKinds.async()};
    for (Pair pair : pairs) {
      pair.exchange();
      pair.print();
    }
    System.out.println("READY");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      if (words[0].equals("set")) {
        set(new Registry(), words[1], words[2]);
      } else {
        describe(new Registry(), "Agent");
        describe(new Registry(), "Connections");
        System.out.println("DESCRIBED");
      }
    }
    for (Pair pair : pairs) {
      for (End end : pair.ends()) {
        end.close();
      }
    }
  }

  private static void set(Registry registry, String key, String value) throws JMException {
    try {
      registry.setOption(key, value);
      System.out.println("SET " + key + " " + value);
    } catch (RuntimeMBeanException refused) {
      System.out.println("REFUSED " + key + " " + value + ": " + refused.getCause().getMessage());
    }
  }

  private static void describe(Registry registry, String type) throws JMException {
    MBeanInfo info = registry.describe(type);
    say(type, info.getDescription());
    for (MBeanAttributeInfo attribute : info.getAttributes()) {
      say(type + "." + attribute.getName(), attribute.getDescription());
    }
    for (MBeanOperationInfo operation : info.getOperations()) {
      say(type + "." + operation.getName() + "()", operation.getDescription());
      for (MBeanParameterInfo parameter : operation.getSignature()) {
        say(
            type + "." + operation.getName() + "(" + parameter.getName() + ")",
            parameter.getDescription());
      }
    }
  }

  private static void say(String name, String description) {
    System.out.println("DESCRIPTION " + name + " = " + description);
  }
}
