using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake;

/// <summary>Turns what one monitoring system sends into alerts in their normal form.</summary>
public interface IAlertSource
{
    /// <summary>The name in the webhook's address: <c>/v1/webhooks/{source}/{key}</c>.</summary>
    string Name { get; }

    /// <summary>Reads a payload.</summary>
    /// <param name="payload">The payload's root.</param>
    /// <param name="organisation">Whose webhook it came to.</param>
    /// <param name="receivedAt">When it came.</param>
    /// <exception cref="InvalidPayloadException">The payload is not what this system sends.</exception>
    AlertBatch Read(JsonElement payload, OrganisationId organisation, DateTimeOffset receivedAt);
}

/// <summary>The alerts of one payload.</summary>
/// <param name="Alerts">In the order of the payload.</param>
/// <param name="Truncated">How many more there were that the sender left out.</param>
public sealed record AlertBatch(IReadOnlyList<Alert> Alerts, int Truncated);

/// <summary>A payload cannot be accepted.</summary>
/// <param name="field">Where in the payload, for example <c>alerts[3].startsAt</c>; empty for the whole of it.</param>
/// <param name="problem">What is wrong and what was expected.</param>
/// <param name="tooLarge">Whether it is its size or count that is wrong.</param>
public sealed class InvalidPayloadException(string field, string problem, bool tooLarge = false) : Exception(problem)
{
    /// <summary>Where in the payload; empty for the whole of it.</summary>
    public string Field { get; } = field;

    /// <summary>True when a size or a count exceeds its limit.</summary>
    public bool TooLarge { get; } = tooLarge;
}
