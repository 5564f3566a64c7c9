package dev.barkeeper.bitmex;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** A JSON body that the HTTP client may write once: it cannot resend a request behind our back. */
public final class OneShotBody extends RequestBody {
    private static final MediaType JSON = MediaType.get("application/json");
    private final byte[] bytes;

    public OneShotBody(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public MediaType contentType() {
        return JSON;
    }

    @Override
    public long contentLength() {
        return bytes.length;
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(bytes);
        // header and body leave together now: what follows the body is then after the wire, not before it
        sink.flush();
    }
}
