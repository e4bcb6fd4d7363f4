using OpsWorker.Core.Notifications;

namespace OpsWorker.Notifiers.Tests;

public sealed class NotifierCatalogueTests
{
    [Fact]
    public async Task Without_settings_there_is_none() => (await CreateAsync([])).ShouldBeEmpty();

    [Fact]
    public async Task Those_that_are_switched_on_are_created_in_order() => (await CreateAsync(new()
    {
        ["Notifiers:Enabled"] = "mail, teams",
        ["Notifiers:mail:Host"] = "mail.example.com",
        ["Notifiers:mail:From"] = "a@example.com",
        ["Notifiers:mail:To"] = "b@example.com,c@example.com",
        ["Notifiers:teams:Url"] = "https://example.com/workflows/PRIVATE",
    })).Select(notifier => notifier.Name).ShouldBe(["mail", "teams"]);

    [Theory]
    [InlineData("pager", "", "", "the notifiers are teams, webhook, pagerduty, mail")]
    [InlineData("teams", "", "", "Notifiers:teams:Url is missing")]
    [InlineData("teams", "Url", "http://example.com/PRIVATE", "Notifiers:teams:Url must be an absolute https address")]
    [InlineData("webhook", "Url", "https://example.com/PRIVATE", "Notifiers:webhook:Secret is missing")]
    [InlineData("mail", "Host", "mail.example.com", "Notifiers:mail:From is missing")]
    public async Task A_wrong_setting_is_named_without_a_secret(string enabled, string name, string value, string expected)
    {
        var settings = new Dictionary<string, string> { ["Notifiers:Enabled"] = enabled, [$"Notifiers:{enabled}:{name}"] = value };
        var error = await Should.ThrowAsync<FormatException>(() => CreateAsync(settings));

        error.Message.ShouldContain(expected);
        error.Message.ShouldNotContain("PRIVATE");
    }

    private static Task<IReadOnlyList<INotifier>> CreateAsync(Dictionary<string, string> settings) => NotifierCatalogue.CreateAsync(
        name => Task.FromResult(settings.GetValueOrDefault(name)), new HttpClient(), TimeProvider.System);
}
