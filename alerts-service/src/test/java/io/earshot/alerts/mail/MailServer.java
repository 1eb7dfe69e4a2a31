package io.earshot.alerts.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that refuses addresses as they say, {@code 550@…} with 550; it knows no encryption. */
final class MailServer implements AutoCloseable {

    private final ServerSocket socket;
    private final List<String> commands = new CopyOnWriteArrayList<>();

    MailServer() throws IOException {
        socket = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(this::serve, "mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** What clients said, the letters left out. */
    List<String> commands() {
        return commands;
    }

    private void serve() {
        try {
            while (true) {
                try (Socket client = socket.accept()) {
                    talk(client);
                }
            }
        } catch (SocketException e) {
            // closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void talk(Socket client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
        say(client, "220 here");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            commands.add(line);
            String command = line.toUpperCase(Locale.ROOT);
            if (command.startsWith("RCPT TO:<") && line.matches("(?i)RCPT TO:<[45]\\d\\d@.*")) {
                say(client, line.substring(9, 12) + " no");
            } else if (command.equals("DATA")) {
                say(client, "354 go on");
                while (!".".equals(in.readLine())) {
                    // the letter
                }
                say(client, "250 taken");
            } else {
                say(client, command.equals("QUIT") ? "221 bye" : "250 fine");
            }
        }
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
        client.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
