using System.Net;
using System.Net.Mail;
using System.Text;
using OpsWorker.Core.Notifications;
using OpsWorker.Notifiers.Content;

namespace OpsWorker.Notifiers.Mail;

/// <summary>
/// Sends mail by SMTP, the messages of an incident in one thread. Mail cannot be looked for: a message whose answer was lost is sent again
/// with the same <c>Message-ID</c>, by which most mailboxes keep one.
/// </summary>
/// <param name="options">The server and the addresses.</param>
public sealed class MailNotifier(MailOptions options) : StagedNotifier
{
    private const int MaxSubject = 200;
    private static readonly TimeSpan s_delay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public override string Name => "mail";

    /// <inheritdoc/>
    protected override async Task<NotifierResult?> SendAsync(StagedMessage message, CancellationToken cancellationToken)
    {
        using var mail = Compose(message);
        using var client = new SmtpClient(options.Host, options.Port)
        {
            EnableSsl = options.UseTls,
            Credentials = options.User is null ? null : new NetworkCredential(options.User, options.Password),
        };
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_timeout);
        try
        {
            await client.SendMailAsync(mail, timeout.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new NotifierResult.RetryAfter(s_delay, "The mail server did not answer in time.");
        }
        catch (SmtpException e)
        {
            return ResultOf(e);
        }
    }

    // A reply that begins with 5 is for good (RFC 5321, section 4.2.1); what is no reply is a broken connection.
    private static NotifierResult ResultOf(SmtpException e)
    {
        var code = (int)e.StatusCode;
        return code is >= 500 and < 600
            ? new NotifierResult.Rejected(FormattableString.Invariant($"The mail server refused the message with {code}."))
            : new NotifierResult.RetryAfter(s_delay, $"The mail server did not take the message: {e.StatusCode}.");
    }

    internal MailMessage Compose(StagedMessage message)
    {
        var text = IncidentText.Of(message);
        var mail = new MailMessage
        {
            From = new MailAddress(options.From),
            Subject = text.Title.Length <= MaxSubject ? text.Title : text.Title[..MaxSubject],
            SubjectEncoding = Encoding.UTF8,
            Body = BodyOf(text),
            BodyEncoding = Encoding.UTF8,
            IsBodyHtml = false,
        };
        foreach (var address in options.To) mail.To.Add(new MailAddress(address));
        var thread = $"<{message.View.Incident.Id}@opsworker>";
        mail.Headers.Add("Message-ID", $"<{message.Id}@opsworker>");
        mail.Headers.Add("References", thread);
        mail.Headers.Add("In-Reply-To", thread);
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    private static string BodyOf(IncidentText text)
    {
        var body = new StringBuilder(text.Conclusion).Append("\r\n\r\n");
        foreach (var (name, value) in text.Facts) body.Append(name).Append(": ").Append(value).Append("\r\n");
        if (text.Remedy is { } remedy) body.Append("\r\nWhat to do: ").Append(remedy).Append("\r\n");
        foreach (var command in text.Commands) body.Append("    ").Append(command).Append("\r\n");
        if (text.Evidence.Count > 0) body.Append("\r\nEvidence:\r\n");
        foreach (var quote in text.Evidence) body.Append("    ").Append(quote).Append("\r\n");
        return body.ToString();
    }
}

/// <summary>The mail server and the addresses.</summary>
/// <param name="Host">The server.</param>
/// <param name="From">The sender.</param>
/// <param name="To">The recipients.</param>
public sealed record MailOptions(string Host, string From, IReadOnlyList<string> To)
{
    /// <summary>The default port: submission (RFC 6409).</summary>
    public const int DefaultPort = 587;

    /// <summary>The port.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>True for a connection that is encrypted with STARTTLS.</summary>
    public bool UseTls { get; init; } = true;

    /// <summary>The user; null for none.</summary>
    public string? User { get; init; }

    /// <summary>The password. A secret.</summary>
    public string? Password { get; init; }

    /// <summary>The options without the password.</summary>
    public override string ToString() => $"{Host}:{Port} from {From}";
}
