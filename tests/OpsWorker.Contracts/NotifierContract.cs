using OpsWorker.Core.Notifications;
using OpsWorker.Testing;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

/// <summary>
/// The rules for every <see cref="INotifier"/>. A capability names each operation that the service behind it does not support.
/// </summary>
public abstract class NotifierContract
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>True when the service can find and edit messages; otherwise updates are sent as further messages.</summary>
    protected abstract bool CanEditAndFind { get; }

    /// <summary>The notifier.</summary>
    protected abstract INotifier Notifier { get; }

    /// <summary>The messages that people see, in order, each with all of its text.</summary>
    protected abstract IReadOnlyList<string> Messages { get; }

    [Fact]
    public async Task A_report_is_sent_once_with_its_conclusion()
    {
        var view = Reported();

        (await Notifier.SendAsync(view, Cancellation)).ShouldBeOfType<NotifierResult.Delivered>();

        Messages.ShouldHaveSingleItem().ShouldContain("Secret payments-db does not exist");
    }

    [Fact]
    public async Task An_update_without_news_adds_no_message()
    {
        var view = Reported();
        var sent = await SendAsync(view);

        var updated = await UpdateAsync(view, sent);
        await UpdateAsync(view, updated);

        Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_report_is_shown_once_it_is_there()
    {
        var incident = IncidentSamples.Incident();
        var sent = await SendAsync(IncidentSamples.Queued(incident));
        var waiting = await UpdateAsync(IncidentSamples.Waiting(incident), sent);

        await UpdateAsync(Reported(), waiting);

        Messages.Count(m => m.Contains("Secret payments-db does not exist", StringComparison.Ordinal)).ShouldBe(1);
        if (CanEditAndFind) Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task That_an_incident_is_resolved_is_shown_once()
    {
        var sent = await SendAsync(Reported());
        var resolved = IncidentSamples.Resolved(Reported());

        var updated = await UpdateAsync(resolved, sent);
        await UpdateAsync(resolved, updated);

        Messages.Count.ShouldBe(CanEditAndFind ? 1 : 2);
        Messages[^1].ShouldContain("Resolved");
        Messages[^1].ShouldContain("12 min");
    }

    [Fact]
    public async Task A_message_that_was_sent_is_found()
    {
        Assert.SkipUnless(CanEditAndFind, "The service cannot be asked for its messages.");
        await SendAsync(Reported(alertId: "al_other"));
        var sent = await SendAsync(Reported());

        (await Notifier.FindAsync(Reported().Incident, Reported().Incident.OpenedAt, Cancellation)).ShouldBe(sent);
    }

    [Fact]
    public async Task A_message_that_was_never_sent_is_not_found()
    {
        await SendAsync(Reported(alertId: "al_other"));

        (await Notifier.FindAsync(Reported().Incident, Reported().Incident.OpenedAt, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task A_call_that_was_given_up_sends_nothing()
    {
        using var givenUp = new CancellationTokenSource();
        await givenUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Notifier.SendAsync(Reported(), givenUp.Token));

        Messages.ShouldBeEmpty();
    }

    private static IncidentView Reported(string alertId = "al_0123456789abcdef0123") =>
        IncidentSamples.Reported(IncidentSamples.Incident(alertId), DiagnosisSamples.Found, DiagnosisSamples.Headline);

    private async Task<MessageReference> SendAsync(IncidentView view) =>
        (await Notifier.SendAsync(view, Cancellation)).ShouldBeOfType<NotifierResult.Delivered>().Message;

    private async Task<MessageReference> UpdateAsync(IncidentView view, MessageReference message) =>
        (await Notifier.UpdateAsync(view, message, Cancellation)).ShouldBeOfType<NotifierResult.Delivered>().Message;
}
