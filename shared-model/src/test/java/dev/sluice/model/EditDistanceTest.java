package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.naming.EditDistance;
import org.junit.jupiter.api.Test;

class EditDistanceTest {
    @Test
    void countsSlipsOfTheHand() {
        assertThat(EditDistance.between("retail", "retail")).isZero();
        assertThat(EditDistance.between("retail", "retial")).isEqualTo(1);
        assertThat(EditDistance.between("retail", "retal")).isEqualTo(1);
        assertThat(EditDistance.between("", "abc")).isEqualTo(3);
        assertThat(EditDistance.between("kitten", "sitting")).isEqualTo(3);
        assertThat(EditDistance.between("Sales", "sales")).isEqualTo(1);
    }
}
