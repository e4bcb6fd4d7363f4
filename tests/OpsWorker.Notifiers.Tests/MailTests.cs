using System.Text;
using OpsWorker.Core.Notifications;
using OpsWorker.Notifiers.Mail;
using OpsWorker.Testing;

namespace OpsWorker.Notifiers.Tests;

public sealed class MailTests : IDisposable
{
    private readonly SmtpStandIn _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    /// <summary>The message with its encodings undone, as people read it.</summary>
    public static string Unfolded(string message)
    {
        var end = message.IndexOf("\n\n", StringComparison.Ordinal);
        var (headers, body) = (message[..end].Replace("\n ", "", StringComparison.Ordinal), message[(end + 2)..]);
        if (headers.Contains("base64", StringComparison.OrdinalIgnoreCase))
        {
            body = Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\n", "", StringComparison.Ordinal)));
        }
        else if (headers.Contains("quoted-printable", StringComparison.OrdinalIgnoreCase))
        {
            body = QuotedPrintable(body);
        }

        var subject = headers.Split('\n').First(line => line.StartsWith("Subject:", StringComparison.OrdinalIgnoreCase))[8..].Trim();
        var plain = string.Concat(subject.Split(' ').Select(Word));
        return $"{headers}\n{plain}\n\n{body}";
    }

    [Fact]
    public async Task A_mail_has_the_conclusion_with_its_confidence_and_goes_to_everybody()
    {
        await Notifier("a@example.com", "b@example.com").SendAsync(Views.Reported(), Cancel);

        var mail = Unfolded(_server.Messages.ShouldHaveSingleItem());
        mail.ShouldContain("a@example.com");
        mail.ShouldContain("b@example.com");
        mail.ShouldContain("Cause found: ");
        mail.ShouldContain("% confidence)");
        mail.ShouldContain("Auto-Submitted: auto-generated", Case.Insensitive);
    }

    [Fact]
    public async Task The_mails_of_an_incident_are_one_thread_and_a_repeated_one_has_the_same_id()
    {
        var sent = (NotifierResult.Delivered)await Notifier().SendAsync(Views.Reported(), Cancel);
        await Notifier().SendAsync(Views.Reported(), Cancel);
        await Notifier().UpdateAsync(IncidentSamples.Resolved(Views.Reported()), sent.Message, Cancel);

        var ids = _server.Messages.Select(mail => Header(mail, "Message-ID")).ToList();
        ids[0].ShouldBe(ids[1]);
        ids[2].ShouldNotBe(ids[0]);
        _server.Messages.Select(mail => Header(mail, "References")).Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("451 later", typeof(NotifierResult.RetryAfter))]
    [InlineData("554 no", typeof(NotifierResult.Rejected))]
    public async Task A_refusal_for_good_is_told_from_one_for_now(string reply, Type expected)
    {
        _server.ReplyToContent = reply;

        (await Notifier().SendAsync(Views.Reported(), Cancel)).ShouldBeOfType(expected);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_tried_again()
    {
        var port = _server.Port;
        _server.Dispose();

        (await Notifier(port).SendAsync(Views.Reported(), Cancel)).ShouldBeOfType<NotifierResult.RetryAfter>();
    }

    [Theory]
    [InlineData("a\r\nBcc: evil@example.com")]
    [InlineData("a\nb\u2028c\u0085d")]
    public async Task A_title_cannot_add_a_header(string title)
    {
        await Notifier().SendAsync(Views.Titled(title), Cancel);

        _server.Messages.ShouldHaveSingleItem().Split('\n')
            .ShouldNotContain(line => line.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
    }

    private static string Header(string mail, string name) => mail.Split('\n')
        .First(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));

    private static string Word(string word)
    {
        const string form = "=?utf-8?B?";
        return word.StartsWith(form, StringComparison.OrdinalIgnoreCase)
            ? Encoding.UTF8.GetString(Convert.FromBase64String(word[form.Length..^2]))
            : word + " ";
    }

    private static string QuotedPrintable(string text)
    {
        var bytes = new List<byte>();
        var joined = text.Replace("=\n", "", StringComparison.Ordinal);
        for (var i = 0; i < joined.Length; i++)
        {
            if (joined[i] == '=' && i + 2 < joined.Length)
            {
                bytes.Add(Convert.ToByte(joined.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(joined[i].ToString()));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private MailNotifier Notifier(params string[] to) => Notifier(_server.Port, to);

    private static MailNotifier Notifier(int port, params string[] to) => new(
        new MailOptions("127.0.0.1", "opsworker@example.com", to.Length == 0 ? ["oncall@example.com"] : to)
        {
            Port = port,
            UseTls = false,
        });
}
