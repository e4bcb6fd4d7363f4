using OpsWorker.Core;

namespace OpsWorker.Embedded.Records;

/// <summary>
/// The records that were written last, as their writers made them, so that what changes often is not read and parsed again and again.
/// The writer adds a record after its commit and before the next transaction, and only this process writes, so the version that is here
/// is the stored one for whoever takes a message about it.
/// </summary>
/// <param name="capacity">The maximum weight of all records; beyond it the cache starts anew.</param>
/// <param name="weight">The weight of a record.</param>
internal sealed class RecordCache<T>(int capacity, Func<T, int> weight)
    where T : class
{
    private readonly Dictionary<(OrganisationId Organisation, string Id), T> _records = [];
    private readonly Lock _lock = new();
    private int _weight;

    /// <summary>The record; null where it was not written lately.</summary>
    public T? Find(OrganisationId organisation, string id)
    {
        lock (_lock) return _records.GetValueOrDefault((organisation, id));
    }

    /// <summary>Adds a record whose commit has succeeded, in place of its earlier version.</summary>
    public void Put(OrganisationId organisation, string id, T record)
    {
        lock (_lock)
        {
            Remove(organisation, id);
            if (_weight + weight(record) > capacity) Clear();
            _records[(organisation, id)] = record;
            _weight += weight(record);
        }
    }

    /// <summary>Removes a record, so that it is read from the database.</summary>
    public void Remove(OrganisationId organisation, string id)
    {
        lock (_lock)
        {
            if (_records.Remove((organisation, id), out var known)) _weight -= weight(known);
        }
    }

    /// <summary>Removes everything.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _records.Clear();
            _weight = 0;
        }
    }
}
