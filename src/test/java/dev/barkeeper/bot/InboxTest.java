package dev.barkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InboxTest {
    private static final Event LOST = new Event.StoreChanged(false);

    @Test
    void anOfferNeverWaits() throws InterruptedException {
        Inbox inbox = new Inbox();
        for (int i = 0; i < Inbox.CAPACITY + 1; i++) {
            inbox.offer(LOST);
        }

        for (int i = 0; i < Inbox.CAPACITY; i++) {
            assertThat(inbox.poll(0)).isEqualTo(LOST);
        }
        assertThat(inbox.isEmpty()).isTrue();
    }

    @Test
    void whatWasWaitedForIsTheNextOne() throws InterruptedException {
        Inbox inbox = new Inbox();
        inbox.await(0);
        assertThat(inbox.isEmpty()).isTrue();
        inbox.put(LOST);
        inbox.put(new Event.StoreChanged(true));

        inbox.await(0);
        inbox.await(0);

        assertThat(inbox.isEmpty()).isFalse();
        assertThat(inbox.poll(0)).isEqualTo(LOST);
        assertThat(inbox.poll(0)).isEqualTo(new Event.StoreChanged(true));
        assertThat(inbox.isEmpty()).isTrue();
    }

    @Test
    void ofOneThreadItRefusesWhatDoesNotFit() {
        Inbox inbox = Inbox.ofOneThread();
        for (int i = 0; i < Inbox.CAPACITY; i++) {
            inbox.put(LOST);
        }

        inbox.offer(LOST);
        assertThatThrownBy(() -> inbox.put(LOST)).isInstanceOf(IllegalStateException.class);
    }
}
