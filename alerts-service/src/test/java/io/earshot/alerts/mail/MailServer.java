package io.earshot.alerts.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server that refuses addresses as they say, {@code 550@…} with 550; where it has a certificate, it speaks TLS. */
final class MailServer implements AutoCloseable {

    private final ServerSocket socket;
    private final @Nullable SSLContext tls;
    private final boolean isClearAtFirst;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> overheard = new CopyOnWriteArrayList<>();

    MailServer() throws IOException {
        this(null, true);
    }

    /**
     * With a certificate.
     *
     * @param isClearAtFirst until a client says STARTTLS
     */
    MailServer(@Nullable SSLContext tls, boolean isClearAtFirst) throws IOException {
        this.tls = tls;
        this.isClearAtFirst = isClearAtFirst;
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

    /** Those of them that were said in clear. */
    List<String> overheard() {
        return overheard;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket accepted = socket.accept()) {
                Socket client = tls == null || isClearAtFirst ? accepted : encrypted(accepted, tls);
                say(client, "220 here");
                talk(client);
            } catch (IOException e) {
                // closed, or a client that has seen enough
            }
        }
    }

    private void talk(Socket client) throws IOException {
        boolean isEncrypted = client instanceof SSLSocket;
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            commands.add(line);
            if (!isEncrypted) {
                overheard.add(line);
            }
            String command = line.toUpperCase(Locale.ROOT);
            if (command.startsWith("EHLO") && tls != null) {
                say(client, isEncrypted ? "250-here\r\n250 AUTH PLAIN" : "250-here\r\n250 STARTTLS");
            } else if (command.equals("STARTTLS") && tls != null) {
                say(client, "220 go on");
                talk(encrypted(client, tls));
                return;
            } else if (command.startsWith("AUTH ")) {
                say(client, "235 welcome");
            } else if (command.startsWith("RCPT TO:<") && line.matches("(?i)RCPT TO:<[45]\\d\\d@.*")) {
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

    private static SSLSocket encrypted(Socket client, SSLContext tls) throws IOException {
        SSLSocket encrypted = (SSLSocket) tls.getSocketFactory().createSocket(client, null, client.getPort(), true);
        encrypted.setUseClientMode(false);
        encrypted.startHandshake();
        return encrypted;
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
