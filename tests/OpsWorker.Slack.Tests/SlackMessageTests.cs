using OpsWorker.Slack.BlockKit;

namespace OpsWorker.Slack.Tests;

public sealed class SlackMessageTests
{
    [Fact]
    public void Of_too_many_blocks_the_first_ones_and_the_last_are_kept()
    {
        var blocks = Enumerable.Range(0, 60).Select(i => Block.Context(FormattableString.Invariant($"block {i}"))).ToList();

        var message = SlackMessage.Of("text", blocks);

        message.Blocks.Count.ShouldBe(50);
        message.Blocks[48].ShouldBeSameAs(blocks[48]);
        message.Blocks[49].ShouldBeSameAs(blocks[59]);
    }

    [Fact]
    public void Of_too_much_text_the_first_blocks_and_the_last_are_kept()
    {
        var long1 = Block.Section(new string('a', 3_000));
        var last = Block.Context(new string('z', 100));

        var message = SlackMessage.Of("text", [long1, long1, long1, long1, last]);

        message.Blocks.ShouldBe([long1, long1, long1, last]);
    }

    [Fact]
    public void Empty_texts_are_never_sent()
    {
        ((HeaderBlock)Block.Header(" \n")).Text.Text.ShouldBe("-");
        ((SectionBlock)Block.Section("")).Text.Text.ShouldBe("-");
    }

    [Fact]
    public void A_button_whose_value_is_too_long_is_an_error_and_a_label_is_shortened()
    {
        Should.Throw<ArgumentException>(() => Button.Of("Silence", "opsworker.silence", new string('v', 2_001)));
        Button.Of(new string('t', 80), "opsworker.silence", "v").Text.Text.ShouldBe(new string('t', 74) + "…");
    }
}
