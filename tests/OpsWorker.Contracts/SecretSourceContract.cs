using OpsWorker.Core;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

public abstract class SecretSourceContract(ContractFixture fixture) : PortContract<ISecretSource>(fixture)
{
    [Fact]
    public async Task A_secret_is_found_by_its_name()
    {
        var secrets = await Fixture.CreateSecretsAsync(new Dictionary<string, string> { ["Slack:BotToken"] = "xoxb-1" });

        (await secrets.GetAsync("Slack:BotToken", Cancel)).ShouldBe("xoxb-1");
    }

    [Fact]
    public async Task A_missing_secret_is_null()
    {
        var secrets = await Fixture.CreateSecretsAsync(new Dictionary<string, string> { ["Slack:BotToken"] = "xoxb-1" });

        (await secrets.GetAsync("Slack:SigningSecret", Cancel)).ShouldBeNull();
        (await secrets.GetAsync("Slack", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task An_empty_secret_is_a_missing_one()
    {
        var secrets = await Fixture.CreateSecretsAsync(new Dictionary<string, string> { ["Slack:BotToken"] = "" });

        (await secrets.GetAsync("Slack:BotToken", Cancel)).ShouldBeNull();
    }
}
