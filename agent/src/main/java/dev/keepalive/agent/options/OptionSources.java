package dev.keepalive.agent.options;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads the options from everywhere they can be given. */
public final class OptionSources {
  /** The system property that takes the same text as the arguments. */
  public static final String PROPERTY = "keepalive-agent.options";

  /** The environment variable that takes the same text as the arguments. */
  public static final String VARIABLE = "KEEPALIVE_AGENT_OPTIONS";

  private OptionSources() {}

  /**
   * Reads all sources of this process.
   *
   * @param agentArguments what follows {@code keepalive-agent.jar=}; may be null
   */
  public static Reading read(String agentArguments) {
    return read(agentArguments, System.getProperty(PROPERTY), System.getenv(VARIABLE));
  }

  /** Reads given sources, each of which may be null. */
  static Reading read(String arguments, String property, String variable) {
    List<String> problems = new ArrayList<String>();
    List<String> warnings = new ArrayList<String>();
    Layers layers = Layers.NONE;
    if (arguments != null) {
      layers = layers.with(Layer.read(Origin.ARGUMENTS, "arguments", arguments, problems));
    }
    if (property != null) {
      layers = layers.with(Layer.read(Origin.SYSTEM_PROPERTY, "-D" + PROPERTY, property, problems));
    }
    if (variable != null) {
      layers = layers.with(Layer.read(Origin.ENVIRONMENT, VARIABLE, variable, problems));
    }
    ConfigFile file = null;
    Layer config = layers.winner(null, Option.CONFIG);
    if (config != null) {
      file = new ConfigFile(config.get(null, Option.CONFIG).text);
      layers = layers.with(file.readAtStart(problems, warnings));
    }
    RuleCheck.check(layers, problems);
    if (!problems.isEmpty()) {
      Layers honoured = layers.only(Option.LOG, Option.LOG_FORMAT, Option.ON_ERROR);
      List<String> none = Collections.emptyList();
      return new Reading(new Settings(honoured), problems, warnings, none, file);
    }
    List<String> notes = layers.masked();
    if (file != null) {
      file.noted(notes);
    }
    return new Reading(new Settings(layers), problems, warnings, notes, file);
  }
}
