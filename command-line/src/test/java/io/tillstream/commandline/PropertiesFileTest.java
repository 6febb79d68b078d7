package io.tillstream.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertiesFileTest {
    @TempDir
    private Path directory;

    @Test
    void readsUtf8InTheOrderOfTheNames() throws IOException {
        Path file = Files.writeString(directory.resolve("client.properties"), "b=p\u00e4ssword\n# comment\na = 1\n");

        assertThat(PropertiesFile.read(file).toString()).isEqualTo("{a=1, b=p\u00e4ssword}");
    }

    @Test
    void whatCannotBeReadIsAnIoException() throws IOException {
        Path escape = Files.writeString(directory.resolve("escape.properties"), "a=\\u12\n");
        Path latin = Files.write(directory.resolve("latin.properties"), new byte[] {'a', '=', (byte) 0xe4});

        assertThatThrownBy(() -> PropertiesFile.read(escape)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> PropertiesFile.read(latin)).isInstanceOf(MalformedInputException.class);
        assertThatThrownBy(() -> PropertiesFile.read(directory.resolve("none"))).isInstanceOf(IOException.class);
    }
}
