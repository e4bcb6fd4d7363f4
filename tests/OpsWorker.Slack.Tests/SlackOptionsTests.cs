namespace OpsWorker.Slack.Tests;

public sealed class SlackOptionsTests
{
    private static readonly SlackOptions Good = new() { BotToken = "xoxb-1-2-abc", Channel = "C0123456789" };

    [Fact]
    public void Settings_for_a_bot_a_webhook_or_no_Slack_are_fine()
    {
        Good.Validate().ShouldBeEmpty();
        new SlackOptions { WebhookUrl = "https://hooks.slack.com/services/T0/B0/x" }.Validate().ShouldBeEmpty();
        new SlackOptions().Validate().ShouldBeEmpty();
        (Good with { ApiBaseUrl = new Uri("http://127.0.0.1:8080/api/") }).Validate().ShouldBeEmpty();
    }

    [Fact]
    public void Every_invalid_setting_has_its_whole_message()
    {
        var options = new SlackOptions
        {
            BotToken = "xoxp-user-token\n",
            Channel = "#alerts",
            WebhookUrl = "hooks.slack.com/secret",
            ApiBaseUrl = new Uri("http://slack.example/api"),
        };

        options.Validate().ShouldBe(
        [
            "Slack:BotToken and Slack:WebhookUrl are both set; set the bot token alone to have messages edited in place.",
            "Slack:BotToken must be a bot token, which begins with xoxb-.",
            "Slack:Channel must be a channel's id, such as C0123456789, not its name; Slack shows the id at the end of the channel's "
            + "details.",
            "Slack:WebhookUrl must be the whole https address of an incoming webhook.",
            "Slack:ApiBaseUrl must be an https address that ends in a slash, such as https://slack.com/api/.",
        ]);
    }

    [Fact]
    public void A_token_needs_a_channel_and_a_channel_a_token()
    {
        (Good with { Channel = null }).Validate()
            .ShouldBe(["Slack:Channel is missing; set it to the id of a channel, such as C0123456789."]);
        (Good with { BotToken = null }).Validate()
            .ShouldBe(["Slack:BotToken is missing; Slack:Channel has no meaning without it."]);
    }
}
