package dev.barkeeper.bitmex;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * Ends one stream whose frame does not end: OkHttp gathers a frame whole, however long it is, and unpacks a packed one to
 * whatever it becomes, and a bot's heap is small. Counts what the connection has read since the last whole frame.
 * Thread-safe.
 */
final class FrameLimit extends SocketFactory {
    /** Several times the longest frame there is, the image of 5,000 open orders. */
    static final long MAX_BYTES = 8L << 20;

    private final AtomicLong read = new AtomicLong();

    /** The client for one stream; its connection is shared with no other call. */
    OkHttpClient bound(OkHttpClient client) {
        return client.newBuilder()
                .socketFactory(this)
                .addInterceptor(chain -> {
                    Request unpacked = chain.request()
                            .newBuilder()
                            .removeHeader("Sec-WebSocket-Extensions")
                            .build();
                    return chain.proceed(unpacked);
                })
                .build();
    }

    /** A frame has come to its end. */
    void onFrame() {
        read.set(0);
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public InputStream getInputStream() throws IOException {
                return new Counted(super.getInputStream());
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("OkHttp connects by itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        return createSocket(host.getHostName(), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        return createSocket(host, port);
    }

    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0 && read.addAndGet(count) > MAX_BYTES) {
                throw new IOException("a frame is longer than " + MAX_BYTES + " bytes");
            }
            return count;
        }
    }
}
