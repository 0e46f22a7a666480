using FastEndpoints;
using FluentValidation.Results;

namespace Gcd.Infrastructure.Http;

/// <summary>Binds the fields of a form. FastEndpoints' own binder would hold a thread until the whole body is there.</summary>
/// <param name="notAForm">The answer to any other body.</param>
internal sealed class FormBinder<TRequest>(Problem notAForm) : RequestBinder<TRequest>(BindingSource.FormFields)
    where TRequest : notnull
{
    public override async ValueTask<TRequest> BindAsync(BinderContext context, CancellationToken ct)
    {
        if (await Forms.ReadAsync(context.HttpContext.Request, ct) is null)
        {
            context.ValidationFailures.Add(new ValidationFailure { CustomState = notAForm });
            throw new ValidationFailureException(context.ValidationFailures, notAForm.Error);
        }

        return await base.BindAsync(context, ct);
    }
}
