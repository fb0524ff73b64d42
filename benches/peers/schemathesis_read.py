"""Load an OpenAPI document into schemathesis, and say `error: ...` for everything it cannot use."""

import sys

import schemathesis


def main(path: str) -> int:
    schema = schemathesis.openapi.from_path(path)
    errors = []
    try:
        schema.validate()
    except Exception as error:  # whatever the validator raises is the answer we came for
        errors.append(f"document: {error}")
    operations = 0
    for result in schema.get_all_operations():
        try:
            operation = result.ok()
        except Exception:
            errors.append(f"operation: {result.err()}")
            continue
        try:
            operation.as_strategy()
        except Exception as error:
            errors.append(f"{operation.label}: {error!r}")
            continue
        operations += 1
    for error in errors:
        print("error:", " ".join(str(error).split())[:500])
    print(f"{operations} operations")
    return 1 if errors or operations == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
