using System.Net.Mail;
using OpsWorker.Core;
using OpsWorker.Core.Notifications;
using OpsWorker.Notifiers.Mail;
using OpsWorker.Notifiers.PagerDuty;
using OpsWorker.Testing.Injections;

namespace OpsWorker.Notifiers.Tests;

/// <summary>Messages about incidents whose alert and cluster have the payloads of the corpus.</summary>
public sealed class InjectedMessageTests
{
    [Fact]
    public void No_payload_adds_a_line_a_header_or_anything_that_is_not_seen_to_a_mail_or_a_note()
    {
        var (mail, note) = Messages(InjectedCase.PlainText);
        foreach (var payload in InjectionCorpus.All)
        {
            var (injected, injectedNote) = Messages(payload.Text);

            injected.Headers.AllKeys.ShouldBe(mail.Headers.AllKeys, payload.Id);
            injected.Subject.ShouldNotContain('\n', payload.Id);
            Lines(injected.Body).ShouldBe(Lines(mail.Body), payload.Id);
            Lines(injectedNote).ShouldBe(Lines(note), payload.Id);
            foreach (var rune in (injected.Subject + injected.Body + injectedNote).EnumerateRunes())
            {
                (VisibleText.IsVisible(rune) || rune.Value is '\r' or '\n').ShouldBeTrue($"{payload.Id}: U+{rune.Value:X4}");
            }
        }
    }

    private static int Lines(string text) => text.Count(c => c == '\n');

    private static (MailMessage Mail, string Note) Messages(string text)
    {
        var message = new StagedMessage("msg_1", IncidentStep.Outcome, InjectedCase.Everywhere(text).View());
        var mail = new MailNotifier(new MailOptions("mail.test", "a@shop.test", ["b@shop.test"]));
        return (mail.Compose(message), PagerDutyNotifier.TextOf(message));
    }
}
