/** What the command line asks of a running agent: requests and answers in files. */
package dev.keepalive.agent.command;
