using System.Text.Json;

namespace OpsWorker.Pipeline.Intake;

/// <summary>Reads the payloads of one monitoring system as alerts.</summary>
public interface IAlertSource
{
    /// <summary>The name in the webhook's address: <c>/v1/webhooks/{source}/{key}</c>.</summary>
    string Name { get; }

    /// <summary>True if the payload has marks that only this system's payloads have; false if in doubt.</summary>
    bool Resembles(JsonElement payload);

    /// <summary>Reads a payload. An alert that cannot be read is refused alone, by <see cref="BatchReader.Read"/>.</summary>
    /// <param name="payload">The payload's root.</param>
    /// <param name="batch">Takes the alerts.</param>
    /// <exception cref="InvalidPayloadException">The payload is not one of this system.</exception>
    void Read(JsonElement payload, BatchReader batch);
}
