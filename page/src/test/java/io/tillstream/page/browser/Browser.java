package io.tillstream.page.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The Chromium of this machine, without a window. Tests are skipped, and say so, where there is none. */
final class Browser implements AutoCloseable {
    private static final List<String> BROWSERS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration WAIT = Duration.ofSeconds(60);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser start(Path profile) {
        Optional<String> program = BROWSERS.stream()
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
        boolean present = program.isPresent() && Files.isExecutable(DRIVER);
        if (!present) {
            System.err.println("[WARNING] The page is NOT tested in a browser: Chromium or " + DRIVER
                    + " is missing. Debian: apt-get install chromium chromium-driver");
        }
        assumeTrue(present, "Chromium and chromedriver are installed");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program.orElseThrow());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en-US",
                "--user-data-dir=" + profile);
        options.setExperimentalOption(
                "prefs",
                Map.of(
                        "download.default_directory",
                        profile.resolve("downloads").toString()));
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logging);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    void open(String address) {
        driver.get(address);
    }

    void reload() {
        driver.navigate().refresh();
    }

    void back() {
        driver.navigate().back();
    }

    String address() {
        return driver.getCurrentUrl();
    }

    String title() {
        return driver.getTitle();
    }

    /** The size of the page's view; a window of a browser cannot be as narrow as a phone. */
    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Light or dark, as the system would say. */
    void theme(String theme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    /** Waits until a text is somewhere on the page. */
    void await(String text) {
        new WebDriverWait(driver, WAIT)
                .withMessage(() -> "\"" + text + "\" in: " + text("body"))
                .until(here -> text("body").contains(text));
    }

    /** Waits until charts are drawn and nothing loads. */
    void awaitCharts() {
        new WebDriverWait(driver, WAIT)
                .withMessage("charts")
                .until(here -> Boolean.TRUE.equals(run("return document.querySelectorAll('.chart').length > 10"
                        + " && [...document.querySelectorAll('.chart')].every(c => c.childElementCount > 0)"
                        + " && !document.querySelector('.chart.busy')")));
    }

    String text(String css) {
        return driver.findElement(By.cssSelector(css)).getText();
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What axe-core finds at fault, each as {@code impact rule: where}, of the impacts that exclude people. */
    List<String> seriousFaults() throws IOException {
        try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
            // By the debugger, which the page's content security policy does not bind.
            driver.executeCdpCommand(
                    "Runtime.evaluate", Map.of("expression", new String(axe.readAllBytes(), StandardCharsets.UTF_8)));
        }
        Object found = driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "axe.run(document, {resultTypes: ['violations']}).then(result => done(result.violations"
                + ".filter(v => ['serious', 'critical'].includes(v.impact))"
                + ".map(v => v.impact + ' ' + v.id + ': ' + v.nodes.slice(0, 4).map(n => n.html.slice(0, 120) + ' '"
                + " + (n.any[0]?.message ?? '')).join(' | '))))");
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    /** What the console complains of. */
    List<String> complaints() {
        Stream<LogEntry> entries = driver.manage().logs().get(LogType.BROWSER).getAll().stream();
        return entries.filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** A picture of the whole page, also of what is below the view. */
    void screenshot(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Object data = driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                .get("data");
        Files.write(file, Base64.getDecoder().decode(String.valueOf(data)));
    }

    /** A picture of what is in view. */
    void view(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
